"""Create, Update and Delete of an association, as CloudFormation asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .calls import operations
from .declarations import EDGE, ENTITIES, GRAPH, artifact, association
from .deployments import also_rolled_back, deploy
from .simulator.deployment import ResourceFailed
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import arns, associations, creation_times, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}
MISSING = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0123456789abcdef"
RETYPED = EDGE | {"AssociationType": "SameAs"}


def test_create_associates(graph: World, sagemaker: SageMakerClient) -> None:
    assert associations(sagemaker) == JOINED
    assert graph.stack.resources["Edge"].data == {
        "SourceArn": graph.arn("Data"),
        "DestinationArn": graph.arn("Model"),
        "AssociationType": "ContributedTo",
    }
    assert records(sagemaker) == [graph.arn("Edge")]


def test_association_is_added_once_its_record_is_there(
    entities: World, service: LineageService
) -> None:
    """So one that was there before is older than its record."""
    before = len(service.calls)
    entities.stack.deploy(GRAPH)
    called = operations(service)[before:]
    created, added = ["CreateArtifact", "ListTags"], ["AddAssociation", "DescribeArtifact"]
    assert called == [*created, *added, "ListAssociations"]


def test_type_can_be_left_out(entities: World, sagemaker: SageMakerClient) -> None:
    untyped = {key: value for key, value in EDGE.items() if key != "AssociationType"}
    entities.stack.deploy(ENTITIES | {"Edge": untyped})
    assert associations(sagemaker) == {("data", "model"): None}
    assert entities.stack.resources["Edge"].data["AssociationType"] == ""


def test_delete_keeps_the_entities(graph: World, sagemaker: SageMakerClient) -> None:
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}
    assert records(sagemaker) == []
    assert len(arns(sagemaker)) == len(ENTITIES)
    assert graph.violations() == []


def test_destroy_leaves_nothing(graph: World, sagemaker: SageMakerClient) -> None:
    graph.stack.destroy()
    assert associations(sagemaker) == {}
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_what_is_deleted_is_in_the_log_first(
    graph: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    ends = {"SourceArn": graph.arn("Data"), "DestinationArn": graph.arn("Model")}
    graph.stack.deploy(ENTITIES)
    (event,) = (each for each in logged() if each["event"] == "deleting")
    assert event.items() >= ends.items()


@also_rolled_back
def test_another_type_is_deleted_and_added(
    graph: World, service: LineageService, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    """Two calls; the record stays."""
    record, before = graph.arn("Edge"), len(service.calls)
    deploy(graph.stack, GRAPH | {"Edge": RETYPED}, is_rolled_back=is_rolled_back)
    wanted = "ContributedTo" if is_rolled_back else "SameAs"
    assert associations(sagemaker) == {("data", "model"): wanted}
    changes = [each for each in operations(service)[before:] if each.endswith("Association")]
    assert changes == ["DeleteAssociation", "AddAssociation"] * (1 + is_rolled_back)
    assert records(sagemaker) == [record]
    assert graph.violations() == []


@also_rolled_back
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
def test_another_source_is_a_replacement(
    entities: World, sagemaker: SageMakerClient, *, is_rolled_back: bool, backwards: bool
) -> None:
    entities.stack.behaviour.cleans_up_backwards = backwards
    other = ENTITIES | {"Other": artifact("other")}
    entities.stack.deploy(other | {"Edge": EDGE})
    moved = other | {"Edge": association(Ref("Other"), Ref("Model"))}
    deploy(entities.stack, moved, is_rolled_back=is_rolled_back)
    source = "data" if is_rolled_back else "other"
    assert associations(sagemaker) == {(source, "model"): "ContributedTo"}
    assert records(sagemaker) == [entities.arn("Edge")]
    assert entities.violations() == []


@also_rolled_back
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
    at_once = {"at_once": lambda change: world.turns.run([change, change], [1, 2, 5] * 9)}
    deploy(world.stack, moved, is_rolled_back=is_rolled_back, **(at_once if overlaps else {}))
    assert associations(sagemaker) == JOINED | {("model", "report"): "DerivedFrom"}
    assert world.violations() == []


@also_rolled_back
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
    deploy(graph.stack, renamed, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    assert graph.violations() == []
    graph.stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_renamed_association_of_another_type_takes_two_deployments(
    graph: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="take two deployments"):
        graph.stack.deploy(ENTITIES | {"New": RETYPED})
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []
    graph.stack.deploy(ENTITIES | {"New": EDGE})
    graph.stack.deploy(ENTITIES | {"New": RETYPED})
    assert associations(sagemaker) == {("data", "model"): "SameAs"}
    assert graph.violations() == []


def test_missing_entity_fails_at_once(
    entities: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    edge = association(Ref("Data"), MISSING)
    with pytest.raises(ResourceFailed, match="both entities of an association must be there"):
        entities.stack.deploy(ENTITIES | {"Edge": edge})
    assert operations(service).count("AddAssociation") == 1
    assert records(sagemaker) == []
    assert entities.violations() == []


def test_associations_go_with_their_entity(world: World, sagemaker: SageMakerClient) -> None:
    """Their resources find nothing, and are deleted well."""
    world.neighbour.deploy(ENTITIES)
    ends = (world.neighbour.resources[each].physical_id for each in ENTITIES)
    world.stack.deploy({"Edge": association(*ends)})
    world.neighbour.destroy()
    world.stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_request_that_is_delivered_twice_ends_alike(
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
