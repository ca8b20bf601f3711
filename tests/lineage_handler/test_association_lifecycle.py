"""Create, Update and Delete of an association, and who has one that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Fault, LineageService

from .declarations import EDGE, ENTITIES, GRAPH, artifact, association
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import associations, creation_times, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}
MISSING = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0123456789abcdef"


@pytest.fixture
def entities(world: World) -> World:
    """A world whose stack declares two artifacts."""
    world.stack.deploy(ENTITIES)
    return world


@pytest.fixture
def graph(world: World) -> World:
    """A world whose stack declares an association between them."""
    world.stack.deploy(GRAPH)
    return world


def deploy(world: World, template: dict[str, Any], *, is_rolled_back: bool) -> None:
    """Deploy a template; it succeeds, or is rolled back in the end."""
    if is_rolled_back:
        with pytest.raises(ResourceFailed, match="another resource failed"):
            world.stack.deploy(template, fail_at_end=True)
    else:
        world.stack.deploy(template)


def test_create_associates(graph: World, sagemaker: SageMakerClient) -> None:
    assert associations(sagemaker) == JOINED
    assert graph.stack.resources["Edge"].data == {
        "SourceArn": graph.arn("Data"),
        "DestinationArn": graph.arn("Model"),
        "AssociationType": "ContributedTo",
    }
    assert records(sagemaker) == [graph.arn("Edge")]


def test_type_can_be_left_out(entities: World, sagemaker: SageMakerClient) -> None:
    untyped = {key: value for key, value in EDGE.items() if key != "AssociationType"}
    entities.stack.deploy(ENTITIES | {"Edge": untyped})
    assert associations(sagemaker) == {("data", "model"): None}
    assert entities.stack.resources["Edge"].data["AssociationType"] == ""


def test_delete_keeps_the_entities(graph: World, sagemaker: SageMakerClient) -> None:
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}
    assert records(sagemaker) == []
    assert graph.violations() == []


def test_destroy_leaves_nothing(graph: World, sagemaker: SageMakerClient) -> None:
    graph.stack.destroy()
    assert associations(sagemaker) == {}
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_another_type_replaces_the_association_and_keeps_its_record(
    graph: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    record = graph.arn("Edge")
    template = GRAPH | {"Edge": EDGE | {"AssociationType": "SameAs"}}
    deploy(graph, template, is_rolled_back=is_rolled_back)
    wanted = "ContributedTo" if is_rolled_back else "SameAs"
    assert associations(sagemaker) == {("data", "model"): wanted}
    assert graph.arn("Edge") == record
    assert graph.violations() == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
def test_another_source_is_a_replacement(
    entities: World, sagemaker: SageMakerClient, *, is_rolled_back: bool, backwards: bool
) -> None:
    entities.stack.behaviour.cleans_up_backwards = backwards
    other = ENTITIES | {"Other": artifact("other")}
    entities.stack.deploy(other | {"Edge": EDGE})
    moved = other | {"Edge": association(Ref("Other"), Ref("Model"))}
    deploy(entities, moved, is_rolled_back=is_rolled_back)
    source = "data" if is_rolled_back else "other"
    assert associations(sagemaker) == {(source, "model"): "ContributedTo"}
    assert records(sagemaker) == [entities.arn("Edge")]
    assert entities.violations() == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
@pytest.mark.parametrize("overlaps", [False, True], ids=["", "at-once"])
def test_replaced_artifact_takes_its_associations_along(
    world: World,
    sagemaker: SageMakerClient,
    *,
    is_rolled_back: bool,
    backwards: bool,
    overlaps: bool,
) -> None:
    """In the middle of a graph: associations on both sides of it."""
    world.stack.behaviour.cleans_up_backwards = backwards
    template = GRAPH | {
        "Report": artifact("report"),
        "After": association(Ref("Model"), Ref("Report"), AssociationType="DerivedFrom"),
    }
    world.stack.deploy(template)
    moved = template | {"Model": artifact("model", Source={"SourceUri": "s3://bucket/model-2"})}
    how: dict[str, Any] = {}
    if overlaps:
        how["at_once"] = lambda change: world.turns.run([change, change], [1, 2, 5] * 9)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            world.stack.deploy(moved, fail_at_end=True, **how)
    else:
        world.stack.deploy(moved, **how)
    assert associations(sagemaker) == JOINED | {("model", "report"): "DerivedFrom"}
    assert world.violations() == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_renamed_association_stays(
    graph: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    """The artifact at one side and the association are declared under other logical ids."""
    before = creation_times(sagemaker)
    renamed = {
        "Data": ENTITIES["Data"],
        "NewModel": ENTITIES["Model"],
        "NewEdge": association(Ref("Data"), Ref("NewModel")),
    }
    deploy(graph, renamed, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    assert graph.violations() == []
    graph.stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_renamed_association_of_another_type_takes_two_deployments(
    graph: World, sagemaker: SageMakerClient
) -> None:
    retyped = EDGE | {"AssociationType": "SameAs"}
    with pytest.raises(ResourceFailed, match="take two deployments"):
        graph.stack.deploy(ENTITIES | {"New": retyped})
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []
    graph.stack.deploy(ENTITIES | {"New": EDGE})
    graph.stack.deploy(ENTITIES | {"New": retyped})
    assert associations(sagemaker) == {("data", "model"): "SameAs"}
    assert graph.violations() == []


def test_missing_entity_fails_at_once(
    entities: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    edge = association(Ref("Data"), MISSING)
    with pytest.raises(ResourceFailed, match="both entities of an association must be there"):
        entities.stack.deploy(ENTITIES | {"Edge": edge})
    assert [call.operation for call in service.calls].count("AddAssociation") == 1
    assert records(sagemaker) == []
    assert entities.violations() == []


@pytest.mark.parametrize("at", ["before", "after"])
@pytest.mark.parametrize("call", range(4))
def test_create_whose_function_is_killed_is_repeated(
    entities: World, service: LineageService, sagemaker: SageMakerClient, at: str, call: int
) -> None:
    service.faults.add(kill(at, skip=call))
    entities.stack.deploy(GRAPH)
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


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_a_request_delivered_twice_does_no_harm(
    entities: World, sagemaker: SageMakerClient, request_type: str
) -> None:
    stack = entities.stack
    declared = association(entities.arn("Data"), entities.arn("Model"))
    if request_type == "Create":
        event = stack.request("Create", "Edge", declared)
    else:
        record = stack.create("Edge", declared).physical_id
        changed = declared | {"AssociationType": "DerivedFrom"}
        event = stack.request(request_type, "Edge", changed, record, declared)
    assert stack.send(event) == stack.send(event)
    assert len(associations(sagemaker)) == len(records(sagemaker)) == (request_type != "Delete")


def test_delete_of_what_is_gone_succeeds(graph: World, sagemaker: SageMakerClient) -> None:
    graph.outsider.delete(graph.arn("Data"), graph.stacks)
    graph.stack.destroy()
    assert records(sagemaker) == []
    assert graph.violations() == []


def test_association_deleted_by_hand_is_added_again(
    graph: World, sagemaker: SageMakerClient
) -> None:
    graph.outsider.dissociate((graph.arn("Data"), graph.arn("Model")), graph.stacks)
    graph.stack.deploy(ENTITIES | {"Edge": EDGE | {"ServiceTimeout": "600"}})
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []


def test_record_deleted_by_hand_is_recreated(graph: World, sagemaker: SageMakerClient) -> None:
    """Who made the association is forgotten then, so it is never deleted."""
    ends = graph.arn("Data"), graph.arn("Model")
    graph.outsider.delete(graph.arn("Edge"), graph.stacks)
    graph.stack.deploy(ENTITIES | {"Edge": EDGE | {"ServiceTimeout": "600"}})
    assert records(sagemaker) == [graph.arn("Edge")]
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == JOINED
    graph.outsider.pairs.add(ends)
    assert graph.violations() == []


def test_associations_go_with_their_entity(world: World, sagemaker: SageMakerClient) -> None:
    """Their resources find nothing, and are deleted well."""
    world.neighbour.deploy(ENTITIES)
    ends = (world.neighbour.resources[each].physical_id for each in ENTITIES)
    world.stack.deploy({"Edge": association(*ends)})
    world.neighbour.destroy()
    world.stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []
