"""Create, Update and Delete, as CloudFormation asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.role import FUNCTION_KEY

from .cloudformation import ResourceFailed, Stack

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

EVERYTHING: dict[str, Any] = {
    "ArtifactName": "training-data",
    "Source": {
        "SourceUri": "s3://bucket/data.csv",
        "SourceTypes": [
            {"SourceIdType": "S3ETag", "Value": "0123"},
            {"SourceIdType": "S3Version", "Value": "v1"},
        ],
    },
    "ArtifactType": "DataSet",
    "Properties": {"rows": "1000", "owner": "ml"},
    "MetadataProperties": {
        "CommitId": "abc123",
        "Repository": "https://example.com/repo.git",
        "GeneratedBy": "pipeline",
        "ProjectId": "churn",
    },
    "Tags": [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "test"}],
}


def declaration(**changes: Any) -> dict[str, Any]:
    """Declare everything, with changes; None leaves a member out."""
    members = EVERYTHING | changes
    return {key: value for key, value in members.items() if value is not None}


def tags_of(sagemaker: SageMakerClient, arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in sagemaker.list_tags(ResourceArn=arn)["Tags"]}


def user_tags_of(sagemaker: SageMakerClient, arn: str) -> dict[str, str]:
    return {
        key: value
        for key, value in tags_of(sagemaker, arn).items()
        if not key.startswith("cdk-sagemaker-lineage:")
    }


def test_create_gives_every_declared_member(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert {key: found.get(key) for key in EVERYTHING if key != "Tags"} == {
        key: value for key, value in EVERYTHING.items() if key != "Tags"
    }
    assert user_tags_of(sagemaker, arn) == {"team": "ml", "stage": "test"}


def test_the_function_acts_in_its_role(stack: Stack, service: LineageService) -> None:
    """Or its role would not be enforced here, whatever it does."""
    stack.deploy({"Data": EVERYTHING})
    assert {call.access_key for call in service.calls} == {FUNCTION_KEY}


def test_create_marks_and_claims(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    tags = tags_of(sagemaker, arn)
    assert tags["cdk-sagemaker-lineage:managed"] == "created"
    assert [v for k, v in tags.items() if ":claim:" in k] == ["Stack/Data"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"ArtifactName": "renamed"},
        {"Source": {"SourceUri": "s3://bucket/other.csv"}},
        {"ArtifactType": "Model"},
    ],
    ids=["unchanged", "name", "source", "type"],
)
def test_every_answer_has_all_attributes(stack: Stack, changes: dict[str, Any]) -> None:
    stack.create("Data", EVERYTHING)
    properties = declaration(**changes)
    stack.deploy({"Data": properties | {"Tags": []}})
    resource = stack.resources["Data"]
    assert resource.data == {
        "ArtifactArn": resource.physical_id,
        "ArtifactName": properties["ArtifactName"],
        "ArtifactType": properties["ArtifactType"],
        "SourceUri": properties["Source"]["SourceUri"],
    }


def test_name_properties_and_tags_change_in_place(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    stack.deploy(
        {
            "Data": declaration(
                ArtifactName="renamed",
                Properties={"rows": "2000", "columns": "7"},
                Tags=[{"Key": "team", "Value": "data"}, {"Key": "cost", "Value": "42"}],
            )
        }
    )
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert stack.resources["Data"].physical_id == arn
    assert found["ArtifactName"] == "renamed"
    assert found["Properties"] == {"rows": "2000", "columns": "7"}
    assert user_tags_of(sagemaker, arn) == {"team": "data", "cost": "42"}


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_what_others_added_stays(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, *, merges: bool
) -> None:
    """Whatever UpdateArtifact does with Properties."""
    service.behaviour = Behaviour(merge_properties=merges)
    arn = stack.create("Data", EVERYTHING).physical_id
    sagemaker.update_artifact(
        ArtifactArn=arn, Properties=EVERYTHING["Properties"] | {"by-hand": "yes"}
    )
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "by-hand", "Value": "yes"}])
    stack.deploy({"Data": declaration(Properties={"rows": "1"}, Tags=[])})
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["Properties"] == {"rows": "1", "by-hand": "yes"}
    assert user_tags_of(sagemaker, arn) == {"by-hand": "yes"}


def test_another_source_is_a_replacement(stack: Stack, sagemaker: SageMakerClient) -> None:
    old = stack.create("Data", EVERYTHING).physical_id
    stack.deploy({"Data": declaration(Source={"SourceUri": "s3://bucket/other.csv"})})
    arns = [a["ArtifactArn"] for a in sagemaker.list_artifacts()["ArtifactSummaries"]]
    assert arns == [stack.resources["Data"].physical_id]
    assert arns != [old]


@pytest.mark.parametrize(
    "changes",
    [{"ArtifactType": "Model"}, {"MetadataProperties": {"CommitId": "def456"}}],
    ids=["type", "metadata"],
)
def test_type_and_metadata_are_recreated_with_associations(
    stack: Stack, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    other = stack.create("Other", declaration(Source={"SourceUri": "s3://o"})).physical_id
    sagemaker.add_association(SourceArn=arn, DestinationArn=other, AssociationType="ContributedTo")
    properties = declaration(**changes)
    stack.deploy({"Data": properties, "Other": stack.resources["Other"].properties})
    new = stack.resources["Data"].physical_id
    found = sagemaker.describe_artifact(ArtifactArn=new)
    assert found["ArtifactType"] == properties["ArtifactType"]
    assert found["MetadataProperties"] == properties["MetadataProperties"]
    (edge,) = sagemaker.list_associations(SourceArn=new)["AssociationSummaries"]
    assert (edge["DestinationArn"], edge["AssociationType"]) == (other, "ContributedTo")


def test_destroy_leaves_nothing(stack: Stack, sagemaker: SageMakerClient) -> None:
    a = stack.create("A", EVERYTHING).physical_id
    b = stack.create("B", declaration(Source={"SourceUri": "s3://b"})).physical_id
    sagemaker.add_association(SourceArn=a, DestinationArn=b)
    stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []
    assert sagemaker.list_associations()["AssociationSummaries"] == []


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "does-not"])
def test_commit_id_that_changes_with_each_deployment(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, *, refuses: bool
) -> None:
    """The associations stay, whether SageMaker refuses to delete an artifact that has some."""
    service.behaviour = Behaviour(refuse_delete_with_associations=refuses)
    arn = stack.create("Data", EVERYTHING).physical_id
    other = sagemaker.create_artifact(Source={"SourceUri": "s3://job"}, ArtifactType="Model")
    ends = {"SourceArn": arn, "DestinationArn": other["ArtifactArn"]}
    sagemaker.add_association(**ends, AssociationType="ContributedTo")
    for commit_id in ("def456", "789abc", "abc123"):
        stack.deploy({"Data": declaration(MetadataProperties={"CommitId": commit_id})})
        found = sagemaker.describe_artifact(ArtifactArn=arn)
        assert found["MetadataProperties"] == {"CommitId": commit_id}
        (edge,) = sagemaker.list_associations()["AssociationSummaries"]
        assert edge.items() >= {**ends, "AssociationType": "ContributedTo"}.items()
    assert len(sagemaker.list_artifacts()["ArtifactSummaries"]) == 2


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_a_request_delivered_twice_does_no_harm(
    stack: Stack, sagemaker: SageMakerClient, request_type: str
) -> None:
    if request_type == "Create":
        event = stack.request("Create", "Data", EVERYTHING)
    else:
        arn = stack.create("Data", EVERYTHING).physical_id
        changed = declaration(Properties={"rows": "2"})
        event = stack.request(request_type, "Data", changed, arn, EVERYTHING)
    first = stack.send(event)
    second = stack.send(event)
    assert first == second
    assert first.succeeded
    assert len(sagemaker.list_artifacts()["ArtifactSummaries"]) == (request_type != "Delete")


def test_delete_of_what_is_gone_succeeds(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    sagemaker.delete_artifact(ArtifactArn=arn)
    stack.destroy()
    assert stack.resources == {}


@pytest.mark.parametrize(
    "physical_id", ["", "made-up", "Stack-Data-1A2B3C4D", "nothing-created:Data", "arn:aws:s3:::b"]
)
def test_delete_with_an_id_that_is_no_arn_harms_nobody_else(
    stack: Stack, sagemaker: SageMakerClient, physical_id: str
) -> None:
    stack.create("Data", EVERYTHING)
    stack.delete_entity("Another", EVERYTHING, physical_id)
    assert len(sagemaker.list_artifacts()["ArtifactSummaries"]) == 1


def test_failed_create_leaves_nothing(stack: Stack, sagemaker: SageMakerClient) -> None:
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        stack.create("Data", declaration(ArtifactName="not a name"))
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_artifact_deleted_by_hand_is_made_again(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    sagemaker.delete_artifact(ArtifactArn=arn)
    stack.deploy({"Data": declaration(ArtifactName="again")})
    found = sagemaker.describe_artifact(ArtifactArn=stack.resources["Data"].physical_id)
    assert found["ArtifactName"] == "again"
    (_, answer) = stack.answered[-1]
    assert answer.reason.startswith(f"{arn} was gone: somebody deleted it")
