"""Somebody deleted an association, its record, or one of its entities by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .declarations import EDGE, ENTITIES, GRAPH
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import associations, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}
CHANGED = EDGE | {"ServiceTimeout": "600"}


def test_next_change_adds_an_association_that_is_gone(
    graph: World, sagemaker: SageMakerClient
) -> None:
    graph.outsider.dissociate((graph.arn("Data"), graph.arn("Model")), graph.stacks)
    graph.stack.deploy(GRAPH | {"Edge": CHANGED})
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == {}


def test_next_change_creates_a_record_that_is_gone(
    graph: World, sagemaker: SageMakerClient
) -> None:
    """Who made the association is forgotten then, so it counts as adopted and is never deleted."""
    ends = graph.arn("Data"), graph.arn("Model")
    graph.outsider.delete(graph.arn("Edge"), graph.stacks)
    graph.stack.deploy(GRAPH | {"Edge": CHANGED})
    assert records(sagemaker) == [graph.arn("Edge")]
    graph.stack.deploy(ENTITIES)
    assert associations(sagemaker) == JOINED
    graph.outsider.pairs[ends] = 0
    assert graph.violations() == []


def test_change_fails_until_an_entity_that_is_gone_is_declared_again(
    graph: World, sagemaker: SageMakerClient
) -> None:
    graph.outsider.delete(graph.arn("Data"), graph.stacks)
    with pytest.raises(ResourceFailed, match="both entities of an association must be there"):
        graph.stack.deploy(GRAPH | {"Edge": CHANGED}, skip=["Edge"])
    again = ENTITIES | {"Data": ENTITIES["Data"] | {"ArtifactName": "data-2"}, "Edge": EDGE}
    graph.stack.deploy(again | {"Edge": CHANGED})
    assert associations(sagemaker) == {("data-2", "model"): "ContributedTo"}
    assert graph.violations() == []


def test_delete_of_what_is_gone_succeeds(graph: World, sagemaker: SageMakerClient) -> None:
    graph.outsider.delete(graph.arn("Data"), graph.stacks)
    graph.stack.destroy()
    assert records(sagemaker) == []
    assert graph.violations() == []
