"""A Create that CloudFormation cancels: its Delete comes before, during or after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .cloudformation import Stack
from .conftest import NewStack
from .test_lifecycle import EVERYTHING, declaration
from .test_ownership import (
    add_by_hand,
    assert_equal_to_declaration,
    associate_by_hand,
    holders,
    sources,
)
from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Cancel = Callable[[str, dict[str, Any]], None]

# Calls of the Create before its Delete arrives; None if the Delete overtakes it.
ARRIVALS = {"before": None, "during the first call": 1, "during the fourth call": 4, "after": 99}


@pytest.fixture
def stack(overlapping: Stack) -> Stack:
    return overlapping


@pytest.fixture(params=list(ARRIVALS.values()), ids=list(ARRIVALS))
def cancel(request: pytest.FixtureRequest, stack: Stack, turns: Turns) -> Cancel:
    """Create a resource and cancel that: CloudFormation knows no id, and makes one up."""
    calls: int | None = request.param

    def cancel(logical_id: str, properties: dict[str, Any]) -> None:
        def create() -> None:
            stack.send(stack.request("Create", logical_id, properties))

        def delete() -> None:
            stack.delete_entity(logical_id, properties, stack.made_up_id(logical_id))

        turns.run([delete, create] if calls is None else [create, delete], [calls or 1])

    return cancel


def test_cancelled_create_leaves_nothing(cancel: Cancel, sagemaker: SageMakerClient) -> None:
    cancel("Data", EVERYTHING)
    assert sources(sagemaker) == {}


@pytest.mark.parametrize("changes", [{}, {"MetadataProperties": {}}], ids=["", "and-changed"])
def test_cancelled_rename_gives_back(
    stack: Stack, cancel: Cancel, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    arn = stack.create("Old", EVERYTHING).physical_id
    others = add_by_hand(sagemaker, arn)
    other_end = associate_by_hand(sagemaker, arn)
    cancel("New", declaration(**changes))
    assert holders(sagemaker, arn) == {"Stack/Old"}
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING, others)
    (edge,) = sagemaker.list_associations()["AssociationSummaries"]
    assert (edge["SourceArn"], edge["DestinationArn"]) == (arn, other_end)
    assert len(sources(sagemaker)) == 2


def test_cancelled_create_on_a_source_of_another_stack_harms_nobody(
    new_stack: NewStack, cancel: Cancel, sagemaker: SageMakerClient
) -> None:
    arn = new_stack("Neighbour").create("Data", EVERYTHING).physical_id
    cancel("Data", EVERYTHING)
    assert sources(sagemaker) == {EVERYTHING["Source"]["SourceUri"]: arn}
    assert holders(sagemaker, arn) == {"Neighbour/Data"}


@pytest.mark.parametrize("physical_id", ["", "Stack-Data-1A2B3C4D", "unfinished:Data"])
def test_delete_finds_what_a_create_made_that_could_not_say_so(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, physical_id: str
) -> None:
    stack.send(stack.request("Create", "Data", EVERYTHING))
    assert len(sources(sagemaker)) == 1
    stack.delete_entity("Data", EVERYTHING, physical_id)
    assert sources(sagemaker) == {}
