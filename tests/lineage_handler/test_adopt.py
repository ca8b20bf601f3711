"""SageMaker or a job has made the artifact on a source: a declaration adopts it, or fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .declarations import ADOPTING, EVERYTHING, OTHER_SOURCE, declaration
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import PREFIX, arns, assert_declared, creation_times, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def make(world: World, **members: Any) -> str:
    """Let a job make the artifact."""
    return world.outsider.make(EVERYTHING["Source"], **members)


def own_tags(sagemaker: SageMakerClient, arn: str) -> list[str]:
    """Return the keys of this library's tags on an artifact."""
    return [key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)]


def test_artifact_of_a_job_is_refused(world: World, sagemaker: SageMakerClient) -> None:
    arn = make(world)
    with pytest.raises(ResourceFailed, match="SageMaker or another tool made it") as failed:
        world.stack.deploy({"Data": EVERYTHING})
    assert arn in str(failed.value)
    assert tags_of(sagemaker, arn) == {}
    assert world.violations() == []


def test_artifact_of_a_job_is_adopted_and_never_deleted(
    world: World, sagemaker: SageMakerClient
) -> None:
    metadata = {"GeneratedBy": "job", "ProjectId": "p"}
    arn = make(world, Properties={"job": "j-1"}, MetadataProperties=metadata)
    before = creation_times(sagemaker)
    world.stack.deploy({"Data": ADOPTING})
    assert world.arn("Data") == arn
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == EVERYTHING["ArtifactName"]
    assert found["Properties"] == {"job": "j-1"} | EVERYTHING["Properties"]
    assert found["MetadataProperties"] == metadata
    assert tags_of(sagemaker, arn)[PREFIX + "managed"] == "adopted"
    world.stack.destroy()
    assert creation_times(sagemaker) == before
    assert own_tags(sagemaker, arn) == []


def test_attributes_of_an_adopted_artifact_are_the_actual_ones(world: World) -> None:
    make(world, MetadataProperties={"CommitId": "by-a-job"})
    world.stack.deploy({"Data": ADOPTING})
    assert world.stack.resources["Data"].data["CommitId"] == "by-a-job"


def test_artifact_of_another_type_cannot_be_adopted(
    world: World, sagemaker: SageMakerClient
) -> None:
    arn = make(world, ArtifactType="Model")
    with pytest.raises(ResourceFailed, match="ArtifactType 'Model', declared is 'DataSet'"):
        world.stack.deploy({"Data": ADOPTING})
    assert tags_of(sagemaker, arn) == {}


def test_adoption_rolled_back_takes_mark_and_claim_off_again(
    world: World, sagemaker: SageMakerClient
) -> None:
    """Name, properties and tags that it had changed stay."""
    arn = make(world)
    before = creation_times(sagemaker)
    roll_back(world.stack, {"Data": ADOPTING})
    assert creation_times(sagemaker) == before
    assert own_tags(sagemaker, arn) == []
    assert_declared(sagemaker, arn, EVERYTHING)
    assert world.violations() == []


@pytest.mark.parametrize("is_adopting", [False, True], ids=["refused", "adopted"])
def test_update_to_a_source_that_a_job_has_taken(
    created: World, sagemaker: SageMakerClient, *, is_adopting: bool
) -> None:
    """It is a Create there: it adopts, or fails and keeps what it has."""
    old, job = created.arn("Data"), created.outsider.make(OTHER_SOURCE)
    if is_adopting:
        created.stack.deploy({"Data": declaration(Source=OTHER_SOURCE, OnExisting="ADOPT")})
        assert arns(sagemaker) == [job]
        created.stack.destroy()
        assert own_tags(sagemaker, job) == []
    else:
        with pytest.raises(ResourceFailed, match="SageMaker or another tool made it"):
            created.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
        assert holders(sagemaker, old) == ["Stack/Data"]
        assert own_tags(sagemaker, job) == []
    assert created.violations() == []


@pytest.mark.parametrize("calls", range(1, 7))
def test_two_stacks_that_leave_an_adopted_artifact_at_once_leave_no_mark(
    world: World, sagemaker: SageMakerClient, calls: int
) -> None:
    arn = make(world)
    for stack in world.stacks:
        stack.deploy({"Data": ADOPTING})
    world.turns.run([stack.destroy for stack in world.stacks], [calls] * 9)
    assert own_tags(sagemaker, arn) == []
    assert world.violations() == []
