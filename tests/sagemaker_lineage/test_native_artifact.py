"""Artifacts declared with CloudFormation's own type."""

from aws_cdk import CfnParameter, Stack, Token
from aws_cdk import aws_sagemaker as sagemaker

from sagemaker_lineage.native_artifact import native_source

from .conftest import Declare
from .native import action, artifact


def test_its_source_is_that_of_the_api(stack: Stack) -> None:
    native = artifact(stack, "One", "s3://b/k", {"S3Version": "1"})

    assert native_source(native) == {
        "SourceUri": "s3://b/k",
        "SourceTypes": [{"SourceIdType": "S3Version", "Value": "1"}],
    }


def test_tokens_stay(stack: Stack) -> None:
    token = CfnParameter(stack, "Parameter").value_as_string
    source = native_source(artifact(stack, "One", token))

    assert source == {"SourceUri": token, "SourceTypes": []}


def test_a_source_that_is_one_token_is_not_read(stack: Stack) -> None:
    native = sagemaker.CfnArtifact(
        stack, "One", artifact_type="t", source=Token.as_any({"sourceUri": "s3://b/k"})
    )

    assert native_source(native) is None


def test_source_types_that_are_one_token_are_not_read(stack: Stack) -> None:
    native = sagemaker.CfnArtifact(
        stack,
        "One",
        artifact_type="t",
        source=sagemaker.CfnArtifact.ArtifactSourceProperty(
            source_uri="s3://b/k", source_types=Token.as_any([])
        ),
    )

    assert native_source(native) is None


def test_other_constructs_are_none(stack: Stack, declare: Declare) -> None:
    assert [native_source(each) for each in (stack, declare(), action(stack))] == [None] * 3
