"""Create of an association."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.responses import SimulatedResponse
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, DERIVED
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.user_view import records, tags_of

from .conftest import add_by_hand
from .shown import ADOPTED, holders, present

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Declaration = dict[str, Any]


def create(stack: SimulatedStack, edge: Declaration, **changes: Any) -> SimulatedResponse:
    return stack.send(stack.request("Create", "Edge", edge | changes))


def test_create_adds_the_association_and_responds_with_its_record(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    created = stack.create("Edge", edge)
    assert present(sagemaker, edge) == ["ContributedTo"]
    assert records(sagemaker) == [created.physical_id]
    assert holders(sagemaker, created.physical_id) == ["Stack/Edge as ContributedTo"]
    assert created.data == edge


def test_type_can_be_left_out(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    untyped = {key: value for key, value in edge.items() if key != "AssociationType"}
    assert stack.create("Edge", untyped).data["AssociationType"] == ""
    assert present(sagemaker, edge) == [None]


@pytest.mark.usefixtures("added_by_a_job")
@pytest.mark.parametrize("lag", [0.0, 0.1], ids=["", "listed late"])
def test_create_refuses_an_association_that_was_there_before(
    stack: SimulatedStack, service: LineageService, edge: Declaration, lag: float
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=lag)
    refused = create(stack, edge)
    assert "is there already: SageMaker or another tool made it" in refused.reason


@pytest.mark.usefixtures("added_by_a_job")
def test_create_of_what_was_there_before_is_refused_each_time_it_comes(
    stack: SimulatedStack, edge: Declaration
) -> None:
    event = stack.request("Create", "Edge", edge)
    assert [stack.send(event).succeeded, stack.send(event).succeeded] == [False, False]


@pytest.mark.usefixtures("added_by_a_job")
def test_create_that_stopped_at_its_record_is_refused_when_it_comes_again(
    stack: SimulatedStack, service: LineageService, edge: Declaration
) -> None:
    """What is older than the record is not its own, though the record does not say so."""
    event = stack.request("Create", "Edge", edge)
    service.faults.add(Fault("access_denied", "AddAssociation", times=99))
    stack.send(event)
    service.faults.clear()
    assert "is there already: SageMaker or another tool made it" in stack.send(event).reason


@pytest.mark.usefixtures("added_by_a_job")
@pytest.mark.parametrize("lag", [0.0, 0.1], ids=["", "shown late"])
def test_create_adopts_an_association_that_was_there_before(
    stack: SimulatedStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    edge: Declaration,
    lag: float,
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=lag, add_tag_lag_seconds=lag)
    record = create(stack, edge, **ADOPT).physical_id
    assert ADOPTED in tags_of(sagemaker, record).items()


def test_create_does_not_adopt_another_type(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    edge: Declaration,
) -> None:
    add_by_hand(sagemaker, association, "Produced")
    refused = create(stack, edge, **ADOPT)
    assert "cannot be adopted as ContributedTo" in refused.reason
    assert present(sagemaker, edge) == ["Produced"]


def test_create_whose_response_is_lost_finds_its_own_association(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    event = stack.request("Create", "Edge", edge)
    first = stack.send(event)
    assert first.succeeded
    assert stack.send(event) == first
    assert ADOPTED not in tags_of(sagemaker, first.physical_id).items()


def test_create_refuses_what_another_stack_declares(
    stack: SimulatedStack, new_stack: NewStack, edge: Declaration
) -> None:
    new_stack("Other").create("Edge", edge)
    assert "is declared already, held by Other/Edge" in create(stack, edge).reason


def test_create_shares_what_another_stack_declares(
    stack: SimulatedStack, new_stack: NewStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    new_stack("Other").create("Edge", edge)
    record = create(stack, edge, **ADOPT).physical_id
    claims = ["Other/Edge as ContributedTo", "Stack/Edge as ContributedTo"]
    assert holders(sagemaker, record) == claims


def test_create_shares_no_association_of_another_type(
    stack: SimulatedStack, new_stack: NewStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    new_stack("Other").create("Edge", edge)
    refused = create(stack, edge, **ADOPT, **DERIVED)
    assert "declared with another type, by Other/Edge" in refused.reason
    assert present(sagemaker, edge) == ["ContributedTo"]


def test_create_of_a_renamed_construct_adds_its_claim(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    record = stack.create("Edge", edge).physical_id
    assert stack.create("New", edge).physical_id == record
    claims = ["Stack/Edge as ContributedTo", "Stack/New as ContributedTo"]
    assert holders(sagemaker, record) == claims


@pytest.mark.usefixtures("added_by_a_job")
def test_create_of_a_renamed_construct_needs_no_adoption_of_its_own(
    stack: SimulatedStack, edge: Declaration
) -> None:
    record = create(stack, edge, **ADOPT).physical_id
    assert stack.create("New", edge).physical_id == record


def test_create_with_a_missing_entity_fails(stack: SimulatedStack, edge: Declaration) -> None:
    refused = create(stack, edge, SourceArn=edge["SourceArn"][:-1])
    assert "AddAssociation: ResourceNotFound" in refused.reason


def test_response_of_add_association_that_is_lost_is_not_taken_for_a_jobs(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    service.faults.add(Fault("reset", "AddAssociation", at="after"))
    record = stack.create("Edge", edge).physical_id
    assert ADOPTED not in tags_of(sagemaker, record).items()
