"""Sources in a bucket."""

from typing import Any

import pytest
from aws_cdk import CfnParameter, Stack
from aws_cdk import aws_s3 as s3

from sagemaker_lineage import ArtifactSource

from .conftest import Declare
from .synthesis import properties


def rendered(stack: Stack, declare: Declare, source: ArtifactSource) -> Any:
    declare(source=source)
    return properties(stack)["Source"]


def test_an_object_in_a_bucket(stack: Stack, declare: Declare) -> None:
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")

    assert rendered(stack, declare, ArtifactSource.from_bucket(bucket, "churn/1.csv")) == {
        "SourceUri": "s3://data/churn/1.csv"
    }


def test_a_slash_before_a_key_is_left_out_as_cdk_does(stack: Stack, declare: Declare) -> None:
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    source = ArtifactSource.from_bucket(bucket, "/churn/1.csv")

    assert rendered(stack, declare, source) == {"SourceUri": "s3://data/churn/1.csv"}
    assert source.source_uri == bucket.s3_url_for_object("/churn/1.csv")


def test_a_key_that_cdk_resolves(stack: Stack, declare: Declare) -> None:
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    key = CfnParameter(stack, "Key").value
    source = ArtifactSource.from_bucket(bucket, key)  # type: ignore[arg-type]

    assert rendered(stack, declare, source) == {
        "SourceUri": {"Fn::Join": ["", ["s3://data/", {"Ref": "Key"}]]}
    }


def test_an_object_with_its_version_and_etag(stack: Stack, declare: Declare) -> None:
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    source = ArtifactSource.from_bucket(bucket, "churn/1.csv", version_id="v1", etag="e1")

    assert rendered(stack, declare, source)["SourceTypes"] == [
        {"SourceIdType": "S3Version", "Value": "v1"},
        {"SourceIdType": "S3ETag", "Value": "e1"},
    ]


def test_an_object_in_a_bucket_of_cloudformations_own_type(stack: Stack, declare: Declare) -> None:
    source = ArtifactSource.from_bucket(s3.CfnBucket(stack, "Bucket"), "churn/1.csv")

    assert rendered(stack, declare, source) == {
        "SourceUri": {"Fn::Join": ["", ["s3://", {"Ref": "Bucket"}, "/churn/1.csv"]]}
    }


def test_version_and_etag_cannot_be_exchanged(stack: Stack) -> None:
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")

    with pytest.raises(TypeError, match="positional argument"):
        ArtifactSource.from_bucket(bucket, "churn/1.csv", "e1")  # type: ignore[call-arg]


def test_an_object_in_a_bucket_of_the_same_stack(stack: Stack, declare: Declare) -> None:
    source = ArtifactSource.from_bucket(s3.Bucket(stack, "Bucket"), "churn/1.csv")

    assert rendered(stack, declare, source)["SourceUri"] == {
        "Fn::Join": ["", ["s3://", {"Ref": "Bucket83908E77"}, "/churn/1.csv"]]
    }


def test_what_is_no_bucket_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"^from_bucket: bucket is 'data'; expected an IBucketRef$"):
        ArtifactSource.from_bucket("data", "key")  # type: ignore[arg-type]
