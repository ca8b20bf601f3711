"""What is kept for this library is refused, whoever declares it, and nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .calls import operations
from .declarations import EVERYTHING, GRAPH, artifact, declaration
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import arns, associations, records, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MARK = "cdk-sagemaker-lineage:managed"
RESERVED = pytest.mark.parametrize(
    "changes",
    [
        {"Source": {"SourceUri": "CDK-SageMaker-Lineage://association/0123"}},
        {"ArtifactType": "AssociationRecord"},
        {"Tags": [{"Key": MARK.upper(), "Value": "created"}]},
    ],
    ids=["source", "type", "tag"],
)


def record_of(sagemaker: SageMakerClient) -> dict[str, Any]:
    """Return what an artifact would have to declare to be the record of an association."""
    (record,) = records(sagemaker)
    described = sagemaker.describe_artifact(ArtifactArn=record)
    uri = described["Source"]["SourceUri"]
    return artifact("mine", Source={"SourceUri": uri}, OnExisting="ADOPT", ArtifactType="DataSet")


@RESERVED
def test_create_of_what_is_kept_writes_nothing(
    world: World, service: LineageService, changes: dict[str, Any]
) -> None:
    """Its Delete succeeds."""
    with pytest.raises(ResourceFailed, match="is kept for"):
        world.stack.deploy({"Data": declaration(**changes)})
    assert operations(service) == []
    assert world.violations() == []


@RESERVED
def test_update_to_what_is_kept_is_refused_and_rolled_back(
    created: World, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    (arn,) = arns(sagemaker)
    before = tags_of(sagemaker, arn)
    with pytest.raises(ResourceFailed, match="is kept for"):
        created.stack.deploy({"Data": declaration(**changes)})
    assert tags_of(sagemaker, arn) == before
    assert created.violations() == []
    created.stack.destroy()
    assert arns(sagemaker) == []


def test_rollback_of_an_ownership_tag_leaves_those_that_are_there(
    created: World, sagemaker: SageMakerClient
) -> None:
    """CloudFormation says that the artifact has had the tag, which it has: as its mark."""
    (arn,) = arns(sagemaker)
    before = tags_of(sagemaker, arn)
    forged = declaration(Tags=[{"Key": key, "Value": "mine"} for key in before])
    with pytest.raises(ResourceFailed, match="is kept for"):
        created.stack.deploy({"Data": forged})
    assert tags_of(sagemaker, arn) == before


def test_record_of_an_association_cannot_be_adopted(
    graph: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="is kept for the records of associations"):
        graph.stack.deploy(GRAPH | {"Mine": record_of(sagemaker)})
    assert associations(sagemaker) == {("data", "model"): "ContributedTo"}
    assert graph.violations() == []


def test_delete_after_a_create_without_a_response_leaves_the_record(
    graph: World, sagemaker: SageMakerClient
) -> None:
    mine = record_of(sagemaker)
    graph.stack.delete("Mine", mine, graph.stack.made_up_id("Mine"))
    assert associations(sagemaker) == {("data", "model"): "ContributedTo"}
    assert graph.violations() == []


def test_what_is_kept_can_be_replaced_by_what_is_not(
    created: World, sagemaker: SageMakerClient
) -> None:
    """Also where failed deployments are not rolled back."""
    forged = declaration(Tags=[{"Key": MARK, "Value": "mine"}])
    with pytest.raises(ResourceFailed):
        created.stack.deploy({"Data": forged}, rolls_back=False)
    created.stack.deploy({"Data": EVERYTHING})
    (arn,) = arns(sagemaker)
    assert tags_of(sagemaker, arn)[MARK] == "created"
    assert created.violations() == []
