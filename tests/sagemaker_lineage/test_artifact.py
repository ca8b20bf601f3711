"""What an artifact becomes in the template."""

import json

import pytest
from aws_cdk import App, CfnOutput, Lazy, Stack, Token
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_ssm as ssm

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    ArtifactType,
    MetadataProperties,
    OnExisting,
    SourceType,
)

from .conftest import Declare
from .late import LateText
from .mistakes import uri
from .synthesis import ARTIFACT, errors, properties, resource, resources, template


def test_every_member_of_the_request_is_a_property_under_its_own_name(
    stack: Stack, declare: Declare
) -> None:
    declare(
        source=ArtifactSource.from_uri("s3://bucket/key", [SourceType.md5_hash("5d41")]),
        artifact_type=ArtifactType.MODEL,
        artifact_name="churn-7",
        properties={"auc": "0.91"},
        metadata_properties=MetadataProperties(
            commit_id="8bd1fd5", repository="churn", generated_by="me", project_id="p-1"
        ),
        on_existing=OnExisting.ADOPT,
    )

    rendered = properties(stack)

    assert rendered.pop("ServiceToken") == {
        "Fn::GetAtt": ["SageMakerLineageProviderFunctionBA5197F9", "Arn"]
    }
    assert rendered == {
        "ServiceTimeout": "3000",
        "ArtifactName": "churn-7",
        "Source": {
            "SourceUri": "s3://bucket/key",
            "SourceTypes": [{"SourceIdType": "MD5Hash", "Value": "5d41"}],
        },
        "ArtifactType": "Model",
        "Properties": {"auc": "0.91"},
        "MetadataProperties": {
            "CommitId": "8bd1fd5",
            "Repository": "churn",
            "GeneratedBy": "me",
            "ProjectId": "p-1",
        },
        "OnExisting": "ADOPT",
    }


LOGICAL_ID = "Artifact15CF5995"


def test_the_arn_is_the_reference_of_the_resource(stack: Stack, declare: Declare) -> None:
    assert stack.resolve(declare().artifact_arn) == {"Ref": LOGICAL_ID}


@pytest.mark.parametrize(
    ("attribute", "member"),
    [
        ("artifact_name", "ArtifactName"),
        ("artifact_type", "ArtifactType"),
        ("commit_id", "CommitId"),
    ],
)
def test_attributes_are_those_of_the_deployed_artifact(
    stack: Stack, declare: Declare, attribute: str, member: str
) -> None:
    assert stack.resolve(getattr(declare(), attribute)) == {"Fn::GetAtt": [LOGICAL_ID, member]}


def test_the_source_uri_is_the_declared_one(stack: Stack, declare: Declare) -> None:
    """A response has no room for each that SageMaker takes."""
    longest = "ü" * 2048
    late = Token.as_any("s3://late/key")

    assert declare("One", source=uri(longest)).source_uri == longest
    in_bucket = declare(
        "Two", source=ArtifactSource.from_bucket(s3.Bucket(stack, "Bucket"), "key")
    ).source_uri
    assert stack.resolve(in_bucket) == {
        "Fn::Join": ["", ["s3://", {"Ref": "Bucket83908E77"}, "/key"]]
    }
    assert stack.resolve(declare("Three", source=uri(late)).source_uri) == "s3://late/key"


def test_a_reference_from_another_resource(stack: Stack, declare: Declare) -> None:
    ssm.StringParameter(stack, "Parameter", string_value=declare().artifact_arn)

    assert resource(stack, "AWS::SSM::Parameter")["Properties"]["Value"] == {"Ref": LOGICAL_ID}


def test_a_reference_from_another_stack(app: App, stack: Stack, declare: Declare) -> None:
    other = Stack(app, "Other")
    CfnOutput(other, "Arn", value=declare().artifact_arn)

    value = template(other)["Outputs"]["Arn"]["Value"]
    (export,) = [
        output["Export"]["Name"]
        for output in template(stack)["Outputs"].values()
        if output["Value"] == {"Ref": LOGICAL_ID}
    ]
    assert value == {"Fn::ImportValue": export}


def test_an_artifact_can_be_declared_from_another_ones_attributes(
    stack: Stack, declare: Declare
) -> None:
    first = declare()
    declare("Second", properties={"made-from": first.artifact_arn})

    assert errors(stack) == []
    (second,) = [
        artifact["Properties"]["Properties"]
        for logical_id, artifact in resources(stack, ARTIFACT).items()
        if logical_id != LOGICAL_ID
    ]
    assert second == {"made-from": {"Ref": LOGICAL_ID}}


def test_a_late_value_is_the_final_one(stack: Stack, declare: Declare) -> None:
    late: list[str] = []
    declare(artifact_name=Lazy.string(LateText(late)))
    late.append("set-after-construction")

    assert properties(stack)["ArtifactName"] == "set-after-construction"


def test_a_stack_of_450_artifacts_is_450_resources_and_a_constant(app: App) -> None:
    one, many = Stack(app, "One"), Stack(app, "Many")
    for stack, count in ((one, 1), (many, 450)):
        for number in range(count):
            Artifact(
                stack,
                f"Artifact{number}",
                source=ArtifactSource.from_uri(f"s3://bucket/data-set/{number}.csv"),
                artifact_type=ArtifactType.DATA_SET,
                artifact_name=f"data-set-{number}",
                properties={f"property-{name}": "value" for name in range(5)},
                metadata_properties=MetadataProperties(commit_id="8bd1fd5"),
            )

    rendered = template(many)

    assert errors(many) == []
    assert len(rendered["Resources"]) == 450 + len(template(one)["Resources"]) - 1
    assert len(json.dumps(rendered)) < 1_000_000


def test_a_source_that_is_none_is_refused_at_once(stack: Stack, declare: Declare) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Artifact: source is 's3://b/k'; expected an Art"):
        declare(source="s3://b/k")
