"""What goes wrong while an association is declared: it is neither lost nor left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .declarations import EDGE, ENTITIES, GRAPH, NEW_COMMIT, OTHER_SOURCE, artifact, association
from .deployments import also_rolled_back, deploy
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import associations, creation_times, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}

THREE = ENTITIES | {"Other": artifact("other")}
# A rename, a new commit, and another destination of the association, all at once.
ALL_AT_ONCE: dict[str, Any] = {
    "NewData": ENTITIES["Data"] | {"MetadataProperties": NEW_COMMIT},
    "Model": ENTITIES["Model"],
    "Other": THREE["Other"],
    "Edge": association(Ref("NewData"), Ref("Other")),
}


@pytest.mark.parametrize("at", ["before", "after"])
@pytest.mark.parametrize("call", range(4))
def test_create_whose_function_is_killed_is_repeated(
    entities: World, service: LineageService, sagemaker: SageMakerClient, at: str, call: int
) -> None:
    """What it has added is this library's, and goes with the declaration."""
    service.faults.add(kill(at, skip=call))
    entities.stack.deploy(GRAPH)
    assert service.faults.pending == []
    assert associations(sagemaker) == JOINED
    assert entities.violations() == []
    entities.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}


def test_lost_response_is_not_taken_for_a_job(
    entities: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("reset", operation="AddAssociation", at="after"))
    entities.stack.deploy(GRAPH)
    entities.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}


def test_conflict_is_not_taken_for_an_association_that_exists(
    entities: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("conflict", "AddAssociation", times=2))
    entities.stack.deploy(GRAPH)
    assert associations(sagemaker) == JOINED
    assert entities.violations() == []
    entities.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}


def test_conflict_after_an_error_of_the_server_is_not_taken_for_one_that_exists(
    entities: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """After such an error the association may be there. A conflict does not say that it is."""
    service.faults.add(Fault("unavailable", "AddAssociation"), Fault("conflict", "AddAssociation"))
    entities.stack.deploy(GRAPH)
    assert associations(sagemaker) == JOINED
    assert entities.violations() == []


def test_conflict_while_the_type_changes_loses_nothing(
    graph: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("conflict", "DeleteAssociation"), Fault("conflict", "AddAssociation"))
    graph.stack.deploy(GRAPH | {"Edge": EDGE | {"AssociationType": "SameAs"}})
    assert associations(sagemaker) == {("data", "model"): "SameAs"}
    assert graph.violations() == []


@pytest.mark.parametrize("describe_lag", [0.0, 60.0])
@pytest.mark.parametrize("adopting", [{}, {"OnExisting": "ADOPT"}], ids=["", "adopting"])
def test_conflict_is_not_taken_for_an_association_that_was_just_deleted(
    graph: World, service: LineageService, adopting: dict[str, str], describe_lag: float
) -> None:
    """Lists still show it."""
    graph.turns.sleep(600.0)
    service.behaviour = Behaviour(list_lag_seconds=60.0, describe_lag_seconds=describe_lag)
    graph.stack.deploy(ENTITIES)
    service.faults.add(Fault("conflict", "AddAssociation", times=12))
    with pytest.raises(ResourceFailed, match="ConflictException"):
        graph.stack.deploy(ENTITIES | {"Edge": EDGE | adopting})
    graph.turns.sleep(60.0)
    assert graph.violations() == []


def test_conflict_that_lasts_is_not_taken_for_the_new_type(
    graph: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Lists still show the association that was deleted for it."""
    graph.turns.sleep(60.0)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    service.faults.add(Fault("conflict", "AddAssociation", times=10))
    retyped = GRAPH | {"Edge": EDGE | {"AssociationType": "SameAs"}}
    with pytest.raises(ResourceFailed, match="ConflictException"):
        graph.stack.deploy(retyped)
    graph.turns.sleep(60.0)
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []


@pytest.mark.parametrize("call", range(6))
def test_type_change_that_is_killed_is_finished_by_the_next_delivery(
    graph: World, service: LineageService, sagemaker: SageMakerClient, call: int
) -> None:
    service.faults.add(kill("after", skip=call))
    graph.stack.deploy(GRAPH | {"Edge": EDGE | {"AssociationType": "SameAs"}})
    assert service.faults.pending == []
    assert associations(sagemaker) == {("data", "model"): "SameAs"}
    assert records(sagemaker) == [graph.arn("Edge")]
    assert graph.violations() == []


def test_type_change_that_is_delivered_again_when_it_has_ended_deletes_nothing(
    graph: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """The function would die in it each time, and nobody wait for a response any more."""
    edge, stack = graph.stack.resources["Edge"], graph.stack
    retyped = dict(edge.properties) | {"AssociationType": "SameAs"}
    event = stack.request("Update", "Edge", retyped, edge.physical_id, edge.properties)
    assert stack.send(event).succeeded
    service.faults.add(kill("after", operation="DeleteAssociation", times=3))
    stack.send(event)
    assert associations(sagemaker) == {("data", "model"): "SameAs"}


@also_rolled_back
@pytest.mark.parametrize("call", range(19))
def test_kill_while_everything_changes_at_once_leaves_no_association_behind(
    world: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    call: int,
    *,
    is_rolled_back: bool,
) -> None:
    world.stack.deploy(THREE | {"Edge": EDGE})
    before = creation_times(sagemaker)
    service.faults.add(kill("after", skip=call))
    deploy(world.stack, ALL_AT_ONCE, is_rolled_back=is_rolled_back)
    assert service.faults.pending == []
    destination = "model" if is_rolled_back else "other"
    assert associations(sagemaker) == {("data", destination): "ContributedTo"}
    if is_rolled_back:
        assert creation_times(sagemaker) == before
    assert world.violations() == []


def test_association_moved_by_an_update_that_is_killed(
    graph: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Its rollback finds what the Update has added by the exact source of the record."""
    before = creation_times(sagemaker)
    moved = GRAPH | {"Data": artifact("data", Source=OTHER_SOURCE)}
    service.faults.add(kill("after", operation="AddAssociation"), kill("before", times=2, skip=8))
    with pytest.raises(ResourceFailed, match="no response"):
        graph.stack.deploy(moved)
    assert associations(sagemaker) == JOINED
    assert creation_times(sagemaker) == before
    assert graph.violations() == []
