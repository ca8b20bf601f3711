"""A Create that CloudFormation cancels: its Delete comes before, during or after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.sagemaker.consistency import NEW_SECONDS
from lineage_local.service import Fault, LineageService

from .declarations import CHANGES, EVERYTHING, GRAPH, association, declaration
from .simulator.world import World
from .user_view import arns, creation_times, holders, records
from .user_view import associations as present

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Cancel = Callable[[str, dict[str, Any]], None]

# Calls of the Create before its Delete arrives; None if the Delete overtakes it.
ARRIVALS = {"before": None, "during the first call": 1, "during the fourth call": 4, "after": 99}


@pytest.fixture(params=list(ARRIVALS.values()), ids=list(ARRIVALS))
def cancel(request: pytest.FixtureRequest, world: World) -> Cancel:
    """Return what creates a resource and cancels that: CloudFormation makes an id up."""
    calls: int | None = request.param

    def cancel(logical_id: str, properties: dict[str, Any]) -> None:
        stack = world.stack

        def create() -> None:
            stack.send(stack.request("Create", logical_id, properties))

        def delete() -> None:
            stack.delete(logical_id, properties, stack.made_up_id(logical_id))

        world.turns.run([delete, create] if calls is None else [create, delete], [calls or 1])

    return cancel


def test_cancelled_create_leaves_nothing(
    world: World, cancel: Cancel, sagemaker: SageMakerClient
) -> None:
    cancel("Data", EVERYTHING)
    assert arns(sagemaker) == []
    assert world.violations() == []


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_cancelled_rename_leaves_the_artifact_to_the_old_name(
    world: World, cancel: Cancel, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    world.stack.deploy({"Old": EVERYTHING})
    world.outsider.add(world.arn("Old"))
    before = creation_times(sagemaker)
    cancel("New", declaration(**changes))
    assert holders(sagemaker, world.arn("Old")) == ["Stack/Old"]
    assert creation_times(sagemaker) == before
    assert world.violations() == []


def test_cancelled_create_on_a_source_of_another_stack_harms_nobody(
    world: World, cancel: Cancel, sagemaker: SageMakerClient
) -> None:
    world.neighbour.deploy({"Data": EVERYTHING})
    (arn,) = arns(sagemaker)
    cancel("Data", EVERYTHING)
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
    assert world.violations() == []


@pytest.mark.parametrize("on_existing", ["FAIL", "ADOPT"])
def test_cancelled_create_on_what_the_resource_retained_hours_before_leaves_that(
    created: World, cancel: Cancel, sagemaker: SageMakerClient, on_existing: str
) -> None:
    """CloudFormation waits an hour at most for a Create: an older claim is not its."""
    created.stack.clock.sleep(3 * 3600.0)
    created.stack.deploy({}, retain=["Data"])
    before = creation_times(sagemaker)
    cancel("Data", declaration(OnExisting=on_existing))
    assert creation_times(sagemaker) == before
    assert created.violations() == []


@pytest.mark.parametrize("is_there", [False, True], ids=["", "beside-one-of-a-job"])
def test_cancelled_create_of_an_association(
    world: World, cancel: Cancel, sagemaker: SageMakerClient, *, is_there: bool
) -> None:
    world.stack.deploy({name: GRAPH[name] for name in ("Data", "Model")})
    ends = world.arn("Data"), world.arn("Model")
    if is_there:
        world.outsider.associate(*ends, "ContributedTo")
    cancel("Edge", association(*ends))
    assert len(present(sagemaker)) == is_there
    assert records(sagemaker) == []
    assert world.violations() == []


def test_cancelled_adoption_whose_response_was_lost_leaves_no_claim(
    world: World, service: LineageService
) -> None:
    """The Create does not wait for a permission that it does not need, while its Delete waits."""
    world.outsider.make(EVERYTHING["Source"])
    world.turns.sleep(NEW_SECONDS)
    service.faults.add(Fault("reset", "AddTags", at="after"))
    stack, adopting = world.stack, declaration(OnExisting="ADOPT")
    create = stack.request("Create", "Data", adopting)

    def delete() -> None:
        stack.delete("Data", adopting, stack.made_up_id("Data"))

    world.turns.run([lambda: stack.send(create), delete], [6])
    assert world.violations() == []


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_cancelled_create_whose_response_was_lost_leaves_nothing(
    world: World, service: LineageService, sagemaker: SageMakerClient, calls: int
) -> None:
    """It knows its own artifact before its Delete looks for it."""
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    stack = world.stack
    create = stack.request("Create", "Data", EVERYTHING)

    def delete() -> None:
        stack.delete("Data", EVERYTHING, stack.made_up_id("Data"))

    world.turns.run([lambda: stack.send(create), delete], [calls])
    assert arns(sagemaker) == []
    assert world.violations() == []
