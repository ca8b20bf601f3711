"""What SageMaker would refuse of an artifact is reported at synthesis."""

import pytest
from aws_cdk import Aws, CfnCondition, Fn, Lazy, Stack, Tags, Token
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager

from sagemaker_lineage import (
    ArtifactSource,
    MetadataProperties,
    OnExisting,
    SourceType,
)

from .conftest import Declare, Report
from .late import LateNumber, LateText
from .mistakes import SECRET_RULE, Mistake, cut, secret, uri
from .synthesis import errors


def bucket(stack: Stack) -> s3.IBucket:
    return s3.Bucket.from_bucket_name(stack, "Bucket", "bucket")


NAME_RULE = (
    "expected 1 to 120 letters, digits and hyphens, beginning and ending with a letter or digit"
)


RECORD_RULE = (
    "expected no 'cdk-sagemaker-lineage://' before it, which marks the records of associations"
)

SPACE_RULE = "expected no space, except within the key of an S3 object; elsewhere it is written %20"


TABLE = {
    "name empty": Mistake({"artifact_name": ""}, f"artifact_name is ''; {NAME_RULE}"),
    "name with a space": Mistake(
        {"artifact_name": "churn 7"}, f"artifact_name is 'churn 7'; {NAME_RULE}"
    ),
    "name with an underscore": Mistake(
        {"artifact_name": "churn_7"}, f"artifact_name is 'churn_7'; {NAME_RULE}"
    ),
    "name ends with a hyphen": Mistake(
        {"artifact_name": "churn-"}, f"artifact_name is 'churn-'; {NAME_RULE}"
    ),
    "name ends with a line break": Mistake(
        {"artifact_name": "churn\n"}, f"artifact_name is 'churn\\n'; {NAME_RULE}"
    ),
    "name too long": Mistake(
        {"artifact_name": "n" * 121}, f"artifact_name is {cut('n' * 121)}; {NAME_RULE}"
    ),
    "name a late number": Mistake(
        lambda _: {"artifact_name": Lazy.number(LateNumber(5))},
        "artifact_name is 5 (int); expected a string, for example str(5)",
    ),
    "type too long": Mistake(
        {"artifact_type": "t" * 257},
        f"artifact_type is {cut('t' * 257)}; expected at most 256 characters",
    ),
    "type of this library's own": Mistake(
        {"artifact_type": "AssociationRecord"},
        "artifact_type is 'AssociationRecord'; expected another type, as this one marks the "
        "records of associations",
    ),
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
    "too many properties": Mistake(
        {"properties": {f"key{number}": "" for number in range(31)}},
        "the number of properties is 31 (int); expected at most 30",
    ),
    "property's key too long": Mistake(
        {"properties": {"k" * 2501: "value"}},
        f"a key of properties is {cut('k' * 2501)}; expected at most 2500 characters",
    ),
    "property too long": Mistake(
        {"properties": {"key": "v" * 4097}},
        f"properties['key'] is {cut('v' * 4097)}; expected at most 4096 characters",
    ),
    "property of two lines": Mistake(
        {"properties": {"key": "a\nb"}}, "properties['key'] is 'a\\nb'; expected no line break"
    ),
    "name a secret": Mistake(
        {"artifact_name": "{{resolve:ssm-secure:/churn/name:1}}"},
        f"artifact_name is '{{{{resolve:ssm-secure:/churn/name:1}}}}'; {SECRET_RULE}",
    ),
    "uri with a secret": Mistake(
        lambda _: {"source": uri(f"https://churn:{secret().unsafe_unwrap()}@example.com")},
        "source.uri is 'https://churn:{{resolve:secretsmanager:churn:SecretString:::'… "
        f"(74 characters); {SECRET_RULE}",
    ),
    "a secret of another resource": Mistake(
        lambda stack: {
            "properties": {
                "token": secretsmanager.Secret(stack, "Secret").secret_value.unsafe_unwrap()
            }
        },
        "properties['token'] is {'Fn::Join': ['', ['{{resolve:secretsmanager:', {'Ref': 'Sec… "
        f"(dict); {SECRET_RULE}",
    ),
    "properties that hold a secret": Mistake(
        lambda _: {"properties": Fn.condition_if("If", {"token": "{{resolve:ssm-secure:/a}}"}, {})},
        "properties is {'Fn::If': ['If', {'token': '{{resolve:ssm-secure:/a}}'}, {}… (dict); "
        f"{SECRET_RULE}",
    ),
    "metadata a secret": Mistake(
        {"metadata_properties": MetadataProperties(commit_id="{{resolve:secretsmanager:a}}")},
        "metadata_properties.commit_id is '{{resolve:secretsmanager:a}}'; " + SECRET_RULE,
    ),
    "source type a secret": Mistake(
        {"source": uri("u", [SourceType.custom("{{resolve:secretsmanager:a}}")])},
        "source.source_types[0].value is '{{resolve:secretsmanager:a}}'; " + SECRET_RULE,
    ),
    "type none at synthesis": Mistake(
        lambda _: {"artifact_type": Lazy.string(LateText([]))},
        "artifact_type is None (NoneType); expected a string",
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
    "property none at synthesis": Mistake(
        lambda _: {"properties": {"a": "1", "b": Lazy.string(LateText([]))}},
        "properties['b'] is None (NoneType); expected a string",
    ),
    "properties late and wrong": Mistake(
        lambda _: {"properties": Token.as_any({"a": "1", "b": 2})},
        "properties['b'] is 2 (int); expected a string, for example str(2)",
    ),
    "repository too long": Mistake(
        {"metadata_properties": MetadataProperties(repository="r" * 1025)},
        f"metadata_properties.repository is {cut('r' * 1025)}; expected at most 1024 characters",
    ),
    "generated by too long": Mistake(
        {"metadata_properties": MetadataProperties(generated_by="g" * 1025)},
        f"metadata_properties.generated_by is {cut('g' * 1025)}; expected at most 1024 characters",
    ),
    "project id of two lines": Mistake(
        {"metadata_properties": MetadataProperties(project_id="a\nb")},
        "metadata_properties.project_id is 'a\\nb'; expected no line break",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_reported_with_path_value_and_rule(report: Report, mistake: Mistake) -> None:
    assert report(mistake) == mistake.message


def test_each_value_at_its_limit_is_allowed(stack: Stack, declare: Declare) -> None:
    artifact = declare(
        source=uri("u" * 2048, [SourceType.custom("c" * 256), SourceType.custom("")]),
        artifact_type="t" * 256,
        artifact_name="n" * 120,
        properties={f"{number:02}" + "k" * 2498: "v" * 4096 for number in range(30)} | {},
        metadata_properties=MetadataProperties(
            commit_id="c" * 1024, repository="", generated_by="g" * 1024, project_id="p" * 1024
        ),
    )
    Tags.of(artifact).add("k" * 128, "v" * 256)
    Tags.of(artifact).add("größe_.:/=+-@ 1", "数据_.:/=+-@ 1")
    Tags.of(artifact).add("empty", "")

    assert errors(stack) == []


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


@pytest.mark.parametrize("artifact_type", ["associationrecord", "Record", ""])
def test_a_type_like_the_librarys_own_is_allowed(
    stack: Stack, declare: Declare, artifact_type: str
) -> None:
    """SageMaker compares types letter for letter."""
    declare(artifact_type=artifact_type)

    assert errors(stack) == []


@pytest.mark.parametrize("name", ["a", "A-1", "a--b", "7", "n" * 120])
def test_a_good_name_is_allowed(stack: Stack, declare: Declare, name: str) -> None:
    declare(artifact_name=name)

    assert errors(stack) == []


def test_everything_is_reported_at_once(stack: Stack, declare: Declare) -> None:
    one = declare(
        "One",
        source=uri("", [SourceType("MD5", "")]),
        artifact_name="a b",
        properties={"a": 1, "b": 2},
        on_existing=None,
    )
    Tags.of(one).add("aws:x", "y")
    declare("Two", artifact_type=None)

    messages = errors(stack)

    assert [message.split(" is ")[0] for message in messages] == [
        "Stack/One: properties['a']",
        "Stack/One: properties['b']",
        "Stack/One: on_existing",
        "Stack/One: artifact_name",
        "Stack/One: source.uri",
        "Stack/One: source.source_types[0].source_id_type",
        "Stack/One: a tag's key",
        "Stack/Two: artifact_type",
    ]


def test_what_is_known_only_at_deployment_is_not_judged(stack: Stack, declare: Declare) -> None:
    CfnCondition(stack, "Condition", expression=Fn.condition_equals("a", "a"))
    unknown = Token.as_string(Fn.condition_if("Condition", "a b", ""))
    declare(
        source=uri(unknown, [SourceType.s3_etag(unknown)]),
        artifact_type=unknown,
        artifact_name=unknown,
        properties={"key": unknown},
        metadata_properties=MetadataProperties(commit_id=unknown),
        on_existing=OnExisting.FAIL,
    )

    assert errors(stack) == []


def test_a_property_that_looks_like_a_dynamic_reference_is_left_to_the_deployment(
    stack: Stack, declare: Declare
) -> None:
    declare(artifact_name="{{resolve:ssm:/churn/name}}")

    assert errors(stack) == []
