"""An Update of an association to another type, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, DERIVED, NOTHING
from tests.lineage_handler.simulator.stack import SimulatedStack

from .conftest import update
from .shown import present

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Declaration = dict[str, Any]


@pytest.mark.parametrize(
    ("new", "old"), [({}, DERIVED), (NOTHING, {})], ids=["rolled back", "not rolled back"]
)
def test_change_back_is_made_whatever_lists_still_show(
    stack: SimulatedStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    edge: Declaration,
    record: str,
    new: Declaration,
    old: Declaration,
) -> None:
    """If it is not rolled back, CloudFormation takes the resource for what it was before."""
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    update(stack, record, edge | DERIVED, edge)
    update(stack, record, edge | new, edge | old)
    service.behaviour = Behaviour()
    assert present(sagemaker, edge) == ["ContributedTo"]


def test_rollback_of_a_type_that_was_refused_writes_nothing(
    stack: SimulatedStack,
    new_stack: NewStack,
    service: LineageService,
    edge: Declaration,
    record: str,
) -> None:
    new_stack("Other").create("Edge", edge | ADOPT)
    before = writes(service)
    assert not update(stack, record, edge | DERIVED, edge).succeeded
    assert update(stack, record, edge, edge | DERIVED).succeeded
    assert writes(service) == before
