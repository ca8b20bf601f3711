"""What tells one content of a source from another."""

from aws_cdk import Stack

from sagemaker_lineage import ArtifactSource, SourceType

from .conftest import Declare
from .synthesis import properties


def test_a_uri_with_every_kind_of_source_type(stack: Stack, declare: Declare) -> None:
    source = ArtifactSource.from_uri(
        "s3://bucket/key",
        [
            SourceType.md5_hash("5d41402abc4b2a76b9719d911017c592"),
            SourceType.s3_etag("2"),
            SourceType.s3_version("3"),
            SourceType.custom("4"),
        ],
    )
    declare(source=source)

    assert properties(stack)["Source"]["SourceTypes"] == [
        {"SourceIdType": "MD5Hash", "Value": "5d41402abc4b2a76b9719d911017c592"},
        {"SourceIdType": "S3ETag", "Value": "2"},
        {"SourceIdType": "S3Version", "Value": "3"},
        {"SourceIdType": "Custom", "Value": "4"},
    ]
