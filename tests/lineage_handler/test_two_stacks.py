"""Two stacks declare one source: the second one fails, or both share the artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .declarations import ADOPTING, CHANGES, EVERYTHING, declaration
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture
def shared(world: World) -> World:
    """A world whose neighbour has declared everything, and whose stack has adopted it."""
    world.neighbour.deploy({"Data": EVERYTHING})
    world.stack.deploy({"Data": ADOPTING})
    return world


def test_source_of_another_stack_is_refused(world: World, sagemaker: SageMakerClient) -> None:
    world.neighbour.deploy({"Data": EVERYTHING})
    (arn,) = arns(sagemaker)
    with pytest.raises(ResourceFailed) as failed:
        world.stack.deploy({"Mine": declaration(ArtifactName="mine")})
    for words in (arn, "Neighbour/Data", "OnExisting.ADOPT", "from_artifact_arn"):
        assert words in str(failed.value)
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert world.violations() == []


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "second"])
def test_last_stack_to_leave_a_shared_source_deletes_what_this_library_made(
    shared: World, sagemaker: SageMakerClient, *, is_first: bool
) -> None:
    arn = shared.arn("Data")
    assert holders(sagemaker, arn) == ["Neighbour/Data", "Stack/Data"]
    leaving, staying = shared.stacks[:: -1 if is_first else 1]
    leaving.destroy()
    assert holders(sagemaker, arn) == [f"{staying.name}/Data"]
    staying.destroy()
    assert arns(sagemaker) == []


@pytest.mark.parametrize("calls", range(1, 7))
def test_two_stacks_that_leave_a_shared_source_at_once_leave_nothing(
    shared: World, sagemaker: SageMakerClient, calls: int
) -> None:
    shared.turns.run([stack.destroy for stack in shared.stacks], [calls] * 9)
    assert arns(sagemaker) == []
    assert shared.violations() == []


def test_sharing_rolled_back_leaves_the_artifact_to_the_other_stack(
    world: World, sagemaker: SageMakerClient
) -> None:
    """What it had changed stays until the other stack's next change."""
    world.neighbour.deploy({"Data": EVERYTHING})
    before = creation_times(sagemaker)
    (arn,) = before
    roll_back(world.stack, {"Data": ADOPTING | CHANGES["name"]})
    assert creation_times(sagemaker) == before
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
    assert_declared(sagemaker, arn, declaration(**CHANGES["name"]))
    world.neighbour.deploy({"Data": declaration(ServiceTimeout="600")})
    assert_declared(sagemaker, arn, EVERYTHING)
    assert world.violations() == []


def test_each_stack_brings_a_shared_artifact_to_what_it_declares(
    shared: World, sagemaker: SageMakerClient
) -> None:
    """So let both declare the same."""
    for stack in shared.stacks:
        changed = ADOPTING | {"ArtifactName": stack.name}
        stack.deploy({"Data": changed})
        assert_declared(sagemaker, shared.arn("Data"), changed)


def test_shared_source_renamed_by_both_stacks_and_rolled_back(
    shared: World, sagemaker: SageMakerClient
) -> None:
    created = {
        stack.name: stack.send(stack.request("Create", "New", EVERYTHING)).physical_id
        for stack in shared.stacks
    }
    for stack in shared.stacks:
        stack.delete("New", EVERYTHING, created[stack.name])
    assert holders(sagemaker, shared.arn("Data")) == ["Neighbour/Data", "Stack/Data"]
    assert shared.violations() == []
