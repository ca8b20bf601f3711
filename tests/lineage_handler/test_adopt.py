"""A source has an artifact already: whose it is, and whether a declaration can have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .declarations import EVERYTHING, declaration
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import PREFIX, arns, assert_declared, creation_times, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADOPTING = declaration(OnExisting="ADOPT")
HOURS = 3 * 3600.0


def by_a_job(world: World, **members: Any) -> str:
    """Let a job make the artifact."""
    return world.outsider.make(EVERYTHING["Source"], **members)


def retained(world: World) -> str:
    """Declare the artifact, and drop it hours later without deleting it."""
    world.stack.deploy({"Data": EVERYTHING})
    arn = world.arn("Data")
    world.stack.clock.sleep(HOURS)
    world.stack.deploy({}, retain=["Data"])
    return arn


def test_artifact_of_a_job_is_refused(world: World, sagemaker: SageMakerClient) -> None:
    arn = by_a_job(world)
    with pytest.raises(ResourceFailed, match="SageMaker or another tool made it"):
        world.stack.deploy({"Data": EVERYTHING})
    assert tags_of(sagemaker, arn) == {}
    assert world.violations() == []


def test_artifact_of_a_job_is_adopted_and_never_deleted(
    world: World, sagemaker: SageMakerClient
) -> None:
    made = {"GeneratedBy": "job", "ProjectId": "p"}
    arn = by_a_job(world, Properties={"job": "j-1"}, MetadataProperties=made)
    before = creation_times(sagemaker)
    world.stack.deploy({"Data": ADOPTING})
    assert world.arn("Data") == arn
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["Properties"] == {"job": "j-1"} | EVERYTHING["Properties"]
    assert found["MetadataProperties"] == made
    assert tags_of(sagemaker, arn)[PREFIX + "managed"] == "adopted"
    world.stack.destroy()
    assert creation_times(sagemaker) == before
    assert not [key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)]


def test_artifact_of_another_type_cannot_be_adopted(
    world: World, sagemaker: SageMakerClient
) -> None:
    arn = by_a_job(world, ArtifactType="Model")
    with pytest.raises(ResourceFailed, match="ArtifactType 'Model', declared is 'DataSet'"):
        world.stack.deploy({"Data": ADOPTING})
    assert tags_of(sagemaker, arn) == {}


def test_source_of_another_stack_is_refused(world: World, sagemaker: SageMakerClient) -> None:
    world.neighbour.deploy({"Data": EVERYTHING})
    (arn,) = arns(sagemaker)
    with pytest.raises(ResourceFailed) as failed:
        world.stack.deploy({"Mine": EVERYTHING})
    for words in (arn, "Neighbour/Data", "OnExisting.ADOPT", "from_artifact_arn"):
        assert words in str(failed.value)
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
    assert world.violations() == []


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "second"])
def test_last_stack_to_leave_a_shared_source_deletes_what_this_library_made(
    world: World, sagemaker: SageMakerClient, *, is_first: bool
) -> None:
    world.neighbour.deploy({"Data": EVERYTHING})
    world.stack.deploy({"Data": ADOPTING})
    arn = world.arn("Data")
    assert holders(sagemaker, arn) == ["Neighbour/Data", "Stack/Data"]
    leaving, staying = world.stacks[:: -1 if is_first else 1]
    leaving.destroy()
    assert holders(sagemaker, arn) == [f"{staying.name}/Data"]
    staying.destroy()
    assert arns(sagemaker) == []


def test_two_adopting_stacks_that_are_deleted_at_once_leave_no_mark(
    world: World, sagemaker: SageMakerClient
) -> None:
    arn = by_a_job(world)
    for stack in world.stacks:
        stack.deploy({"Data": ADOPTING})
    deletes = [
        stack.request("Delete", "Data", ADOPTING, stack.resources.pop("Data").physical_id)
        for stack in world.stacks
    ]
    tasks = [
        lambda stack=stack, delete=delete: stack.send(delete)
        for stack, delete in zip(world.stacks, deletes, strict=True)
    ]
    world.turns.run(tasks, [2] * 9)
    assert not [key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)]
    assert world.violations() == []


@pytest.mark.parametrize("of", ["a job", "another stack"])
def test_adoption_rolled_back_takes_the_claim_off_again(
    world: World, sagemaker: SageMakerClient, of: str
) -> None:
    """What it has changed stays changed until the next change of whoever holds the artifact."""
    if of == "a job":
        by_a_job(world)
    else:
        world.neighbour.deploy({"Data": EVERYTHING})
    before = creation_times(sagemaker)
    (arn,) = before
    owners = {key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)}
    with pytest.raises(ResourceFailed, match="another resource failed"):
        world.stack.deploy({"Data": ADOPTING}, fail_at_end=True)
    assert creation_times(sagemaker) == before
    assert {key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)} == owners
    assert_declared(sagemaker, arn, EVERYTHING)
    assert world.violations() == []


def test_shared_source_renamed_by_both_stacks_at_once_rolled_back(
    world: World, sagemaker: SageMakerClient
) -> None:
    for stack in world.stacks:
        stack.deploy({"Data": ADOPTING})
    created = {
        stack.name: stack.send(stack.request("Create", "New", EVERYTHING)).physical_id
        for stack in world.stacks
    }
    for stack in world.stacks:
        stack.delete("New", EVERYTHING, created[stack.name])
    assert holders(sagemaker, world.arn("Data")) == ["Neighbour/Data", "Stack/Data"]
    assert world.violations() == []


def test_retained_artifact_of_a_stack_that_is_deployed_again_under_its_name(
    world: World, sagemaker: SageMakerClient
) -> None:
    """A new stack of the same name is another stack: it has to say that it wants the artifact."""
    world.neighbour.name = "Stack"
    arn = retained(world)
    with pytest.raises(ResourceFailed, match="held by Stack/Data"):
        world.neighbour.deploy({"Data": EVERYTHING})
    world.neighbour.deploy({"Data": ADOPTING})
    world.neighbour.destroy()
    assert arns(sagemaker) == [arn]


def test_retained_artifact_is_not_its_old_logical_ids_without_adoption(
    world: World, sagemaker: SageMakerClient
) -> None:
    arn = retained(world)
    with pytest.raises(ResourceFailed, match="since an earlier Create"):
        world.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert world.violations() == []


@pytest.mark.parametrize("how", ["rolled back", "removed", "retained again"])
def test_retained_artifact_that_is_adopted_again_survives(
    world: World, sagemaker: SageMakerClient, how: str
) -> None:
    """The earlier claim is kept beside the new one, under a key of its own."""
    arn = retained(world)
    if how == "rolled back":
        with pytest.raises(ResourceFailed):
            world.stack.deploy({"Data": ADOPTING}, fail_at_end=True)
    else:
        world.stack.deploy({"Data": ADOPTING})
        assert holders(sagemaker, arn) == ["Stack/Data", "Stack/Data"]
        world.stack.deploy({}, retain=["Data"] if how == "retained again" else [])
    assert arns(sagemaker) == [arn]
    assert world.violations() == []
    world.stack.deploy({"Data": ADOPTING})
    world.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert world.violations() == []
