"""What SageMaker or this library would refuse of a source is reported at synthesis."""

import pytest
from aws_cdk import Aws, Lazy, Stack
from aws_cdk import aws_s3 as s3

from sagemaker_lineage import ArtifactSource, SourceType

from .conftest import Declare, Report
from .late import LateText
from .mistakes import SECRET_RULE, Mistake, cut, secret, uri
from .synthesis import errors


def bucket(stack: Stack) -> s3.IBucket:
    return s3.Bucket.from_bucket_name(stack, "Bucket", "bucket")


RECORD_RULE = (
    "expected no 'cdk-sagemaker-lineage://' before it, which marks the records of associations"
)

SPACE_RULE = "expected no space, except within the key of an S3 object; elsewhere it is written %20"


TABLE = {
    "uri empty": Mistake({"source": uri("")}, "source.uri is ''; expected 1 to 2048 characters"),
    "uri too long": Mistake(
        {"source": uri("u" * 2049)},
        f"source.uri is {cut('u' * 2049)}; expected 1 to 2048 characters",
    ),
    "uri of two lines": Mistake(
        {"source": uri("s3://b\n/k")}, "source.uri is 's3://b\\n/k'; expected no line break"
    ),
    "uri of this library's own": Mistake(
        {"source": uri("CDK-SageMaker-Lineage://association/1")},
        f"source.uri is 'CDK-SageMaker-Lineage://association/1'; {RECORD_RULE}",
    ),
    "uri of this library's own with a token": Mistake(
        {"source": uri(f"cdk-sagemaker-lineage://{Aws.REGION}")},
        "source.uri is {'Fn::Join': ['', ['cdk-sagemaker-lineage://', {'Ref': 'AWS:… (dict); "
        f"{RECORD_RULE}",
    ),
    "uri with a space": Mistake(
        {"source": uri("https://example.com/a b")},
        f"source.uri is 'https://example.com/a b'; {SPACE_RULE}",
    ),
    "uri that ends with a space": Mistake(
        {"source": uri("s3://b/k ")}, f"source.uri is 's3://b/k '; {SPACE_RULE}"
    ),
    "md5 hash malformed": Mistake(
        {"source": uri("u", [SourceType.md5_hash("zzz")])},
        "source.source_types[0].value (MD5Hash) is 'zzz'; expected 32 hexadecimal digits",
    ),
    "source id type unknown": Mistake(
        {"source": uri("u", [SourceType("MD5", "5d41")])},
        "source.source_types[0].source_id_type is 'MD5'; expected one of MD5Hash, S3ETag, "
        "S3Version, Custom",
    ),
    "source type's value too long": Mistake(
        {"source": uri("u", [SourceType.custom("c"), SourceType.custom("v" * 257)])},
        f"source.source_types[1].value is {cut('v' * 257)}; expected at most 256 characters",
    ),
    "version empty": Mistake(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), "k", version_id="")},
        "source.source_types[0].value (S3Version) is ''; expected 1 to 256 characters",
    ),
    "etag empty": Mistake(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), "k", etag="")},
        "source.source_types[0].value (S3ETag) is ''; expected 1 to 256 characters",
    ),
    "uri with a secret": Mistake(
        lambda _: {"source": uri(f"https://churn:{secret().unsafe_unwrap()}@example.com")},
        "source.uri is 'https://churn:{{resolve:secretsmanager:churn:SecretString:::'… "
        f"(74 characters); {SECRET_RULE}",
    ),
    "source type a secret": Mistake(
        {"source": uri("u", [SourceType.custom("{{resolve:secretsmanager:a}}")])},
        "source.source_types[0].value is '{{resolve:secretsmanager:a}}'; " + SECRET_RULE,
    ),
    "uri none at synthesis": Mistake(
        lambda _: {"source": uri(Lazy.string(LateText([])))},
        "source.uri is None (NoneType); expected a string",
    ),
    "source type none at synthesis": Mistake(
        lambda _: {"source": uri("u", [SourceType.s3_etag(Lazy.string(LateText([])))])},
        "source.source_types[0].value (S3ETag) is None (NoneType); expected a string",
    ),
    "source id type none at synthesis": Mistake(
        lambda _: {"source": uri("u", [SourceType(Lazy.string(LateText([])), "5d41")])},
        "source.source_types[0].source_id_type is None (NoneType); expected one of MD5Hash, "
        "S3ETag, S3Version, Custom",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_reported_with_path_value_and_rule(report: Report, mistake: Mistake) -> None:
    assert report(mistake) == mistake.message


@pytest.mark.parametrize(
    "source",
    [
        uri("s3://bucket/my data.csv"),
        uri("https://example.com/a%20b"),
        uri("u", [SourceType.md5_hash("5D41402ABC4B2A76B9719D911017C592")]),
        uri("u", [SourceType.md5_hash(Aws.STACK_NAME)]),
    ],
    # A token's own text differs from process to process.
    ids=["space in a key", "escaped space", "md5 hash", "md5 hash a token"],
)
def test_a_good_source_is_allowed(stack: Stack, declare: Declare, source: ArtifactSource) -> None:
    declare(source=source)

    assert errors(stack) == []
