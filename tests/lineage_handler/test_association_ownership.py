"""An association is there already: whose it is, and whether a declaration can have it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .declarations import EDGE, ENTITIES, GRAPH, artifact, association
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import associations, creation_times, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}
ADOPTING = EDGE | {"OnExisting": "ADOPT"}
DERIVED = {"AssociationType": "DerivedFrom"}


@pytest.fixture
def joined(world: World) -> World:
    """A world whose stack declares two artifacts, which a job associates."""
    world.stack.deploy(ENTITIES)
    world.outsider.associate(world.arn("Data"), world.arn("Model"), "ContributedTo")
    return world


@pytest.fixture
def shared(world: World) -> World:
    """A world whose neighbour declares the stack's association too."""
    world.stack.deploy(GRAPH)
    world.neighbour.deploy({"Edge": foreign(world, OnExisting="ADOPT")})
    return world


def foreign(world: World, **members: Any) -> dict[str, Any]:
    """Declare the association from another stack."""
    return association(world.arn("Data"), world.arn("Model"), **members)


def test_one_of_a_job_is_refused_and_left(joined: World, sagemaker: SageMakerClient) -> None:
    before = creation_times(sagemaker)
    with pytest.raises(ResourceFailed) as failed:
        joined.stack.deploy(GRAPH)
    for words in (joined.arn("Data"), joined.arn("Model"), "OnExisting.ADOPT"):
        assert words in str(failed.value)
    assert creation_times(sagemaker) == before
    assert joined.violations() == []


def test_one_of_a_job_is_adopted_and_never_deleted(
    joined: World, sagemaker: SageMakerClient
) -> None:
    before = creation_times(sagemaker)
    joined.stack.deploy(ENTITIES | {"Edge": ADOPTING})
    assert len(records(sagemaker)) == 1
    joined.stack.deploy(ENTITIES)
    assert creation_times(sagemaker) == before
    assert joined.violations() == []


def test_one_of_another_type_cannot_be_adopted(joined: World, sagemaker: SageMakerClient) -> None:
    with pytest.raises(ResourceFailed, match="association_type='ContributedTo'"):
        joined.stack.deploy(ENTITIES | {"Edge": ADOPTING | DERIVED})
    assert associations(sagemaker) == JOINED
    assert records(sagemaker) == []
    assert joined.violations() == []


def test_type_of_an_adopted_one_cannot_change(joined: World, sagemaker: SageMakerClient) -> None:
    joined.stack.deploy(ENTITIES | {"Edge": ADOPTING})
    with pytest.raises(ResourceFailed, match="association_type='ContributedTo'"):
        joined.stack.deploy(ENTITIES | {"Edge": ADOPTING | DERIVED})
    assert associations(sagemaker) == JOINED
    assert joined.violations() == []


def test_adopted_one_that_is_gone_is_added_and_then_deleted(
    joined: World, sagemaker: SageMakerClient
) -> None:
    joined.stack.deploy(ENTITIES | {"Edge": ADOPTING})
    joined.outsider.dissociate((joined.arn("Data"), joined.arn("Model")), joined.stacks)
    joined.stack.deploy(ENTITIES | {"Edge": ADOPTING | {"ServiceTimeout": "600"}})
    assert associations(sagemaker) == JOINED
    joined.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}
    assert joined.violations() == []


def test_one_of_another_stack_is_refused(world: World, sagemaker: SageMakerClient) -> None:
    world.stack.deploy(GRAPH)
    with pytest.raises(ResourceFailed, match="Stack/Edge"):
        world.neighbour.deploy({"Mine": foreign(world)})
    assert associations(sagemaker) == JOINED
    assert world.violations() == []


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "second"])
def test_last_one_to_leave_a_shared_one_deletes_it(
    shared: World, sagemaker: SageMakerClient, *, is_first: bool
) -> None:
    if is_first:
        shared.stack.deploy(ENTITIES)
    else:
        shared.neighbour.destroy()
    assert associations(sagemaker) == JOINED
    assert shared.violations() == []
    shared.stack.deploy(ENTITIES)
    shared.neighbour.destroy()
    assert associations(sagemaker) == {}
    assert records(sagemaker) == []


@pytest.mark.parametrize("calls", range(1, 7))
def test_two_that_leave_a_shared_one_at_once_leave_nothing(
    shared: World, sagemaker: SageMakerClient, calls: int
) -> None:
    leave: list[Callable[[], None]] = [
        partial(shared.stack.deploy, ENTITIES),
        shared.neighbour.destroy,
    ]
    shared.turns.run(leave, [calls] * 9)
    assert associations(sagemaker) == {}
    assert records(sagemaker) == []
    assert shared.violations() == []


def test_sharing_rolled_back_leaves_it_to_the_other_stack(
    graph: World, sagemaker: SageMakerClient
) -> None:
    before = creation_times(sagemaker)
    roll_back(graph.neighbour, {"Edge": foreign(graph, OnExisting="ADOPT")})
    assert creation_times(sagemaker) == before
    assert graph.violations() == []


def test_adoption_rolled_back_leaves_it_to_the_job(
    joined: World, sagemaker: SageMakerClient
) -> None:
    before = creation_times(sagemaker)
    roll_back(joined.stack, ENTITIES | {"Edge": ADOPTING})
    assert creation_times(sagemaker) == before
    assert joined.violations() == []


def test_one_of_another_stack_cannot_be_shared_as_another_type(
    graph: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="another type, by Stack/Edge"):
        graph.neighbour.deploy({"Edge": foreign(graph, OnExisting="ADOPT") | DERIVED})
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []


def test_shared_one_has_one_type(shared: World, sagemaker: SageMakerClient) -> None:
    with pytest.raises(ResourceFailed, match="another type, by Neighbour/Edge"):
        shared.stack.deploy(ENTITIES | {"Edge": EDGE | DERIVED})
    assert associations(sagemaker) == JOINED
    assert shared.violations() == []


def test_retained_one_is_refused_to_its_old_logical_id_without_adoption(
    graph: World, sagemaker: SageMakerClient
) -> None:
    before = creation_times(sagemaker)
    graph.stack.deploy(ENTITIES, retain=["Edge"])
    with pytest.raises(ResourceFailed, match="held by Stack/Edge since an earlier Create"):
        graph.stack.deploy(GRAPH)
    assert creation_times(sagemaker) == before
    assert graph.violations() == []


@pytest.mark.parametrize("how", ["rolled back", "removed"])
def test_retained_one_that_is_adopted_survives(
    graph: World, sagemaker: SageMakerClient, how: str
) -> None:
    before = creation_times(sagemaker)
    graph.stack.deploy(ENTITIES, retain=["Edge"])
    if how == "rolled back":
        roll_back(graph.stack, ENTITIES | {"Edge": ADOPTING})
    else:
        graph.stack.deploy(ENTITIES | {"Edge": ADOPTING})
        graph.stack.deploy(ENTITIES)
    assert creation_times(sagemaker) == before
    assert graph.violations() == []


def test_retained_one_keeps_its_type(graph: World, sagemaker: SageMakerClient) -> None:
    """Whoever declares it afterwards; its claim is there for ever."""
    graph.stack.deploy(ENTITIES | {"New": EDGE}, retain=["Edge"])
    with pytest.raises(ResourceFailed, match="another type, by Stack/Edge"):
        graph.stack.deploy(ENTITIES | {"New": EDGE | DERIVED})
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []


def test_retained_one_whose_entity_is_deleted_before_the_last_claim(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.behaviour.cleans_up_backwards = True
    world.stack.deploy(GRAPH)
    world.stack.deploy(ENTITIES | {"New": EDGE}, retain=["Edge"])
    other = {"Other": artifact("other"), "New": association(Ref("Data"), Ref("Other"))}
    world.stack.deploy({"Data": ENTITIES["Data"], **other})
    assert associations(sagemaker) == {("data", "other"): "ContributedTo"}
    assert world.violations() == []
