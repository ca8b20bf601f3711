"""Update and Delete of an association."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, DERIVED, NOTHING, joined
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.simulator.turns import Turns
from tests.lineage_handler.user_view import records, tags_of

from .conftest import add_by_hand, update
from .shown import ADOPTED, holders, present

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Declaration = dict[str, Any]


def reversed_edge(edge: Declaration) -> Declaration:
    return joined(edge["DestinationArn"], edge["SourceArn"])


def test_update_of_nothing_writes_nothing(
    stack: SimulatedStack, service: LineageService, edge: Declaration, record: str
) -> None:
    before = writes(service)
    assert update(stack, record, edge | NOTHING, edge).physical_id == record
    assert writes(service) == before


def test_update_waits_for_tags_that_show_late(
    clock: Turns,
    stack: SimulatedStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    edge: Declaration,
    record: str,
) -> None:
    """IAM would refuse to mark as adopted what this library created."""
    before = tags_of(sagemaker, record)
    service.behaviour = Behaviour(create_tag_lag_seconds=60.0)
    assert update(stack, record, edge | NOTHING, edge).succeeded
    service.behaviour = Behaviour()
    assert tags_of(sagemaker, record) == before


def test_update_of_the_type_replaces_the_association_and_keeps_the_record(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    updated = update(stack, record, edge | DERIVED, edge)
    assert updated.physical_id == record
    assert updated.data["AssociationType"] == "DerivedFrom"
    assert present(sagemaker, edge) == ["DerivedFrom"]
    assert holders(sagemaker, record) == ["Stack/Edge as DerivedFrom"]


def test_update_of_the_type_is_refused_while_another_declares_the_old_one(
    stack: SimulatedStack,
    new_stack: NewStack,
    sagemaker: SageMakerClient,
    edge: Declaration,
    record: str,
) -> None:
    new_stack("Other").create("Edge", edge | ADOPT)
    refused = update(stack, record, edge | DERIVED, edge)
    assert "declared with another type, by Other/Edge" in refused.reason
    assert present(sagemaker, edge) == ["ContributedTo"]


@pytest.mark.usefixtures("added_by_a_job")
def test_update_of_the_type_is_refused_for_what_was_adopted(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    record = stack.create("Edge", edge | ADOPT).physical_id
    refused = update(stack, record, edge | DERIVED | ADOPT, edge | ADOPT)
    assert "cannot be adopted as DerivedFrom" in refused.reason
    assert present(sagemaker, edge) == ["ContributedTo"]
    assert holders(sagemaker, record) == ["Stack/Edge as ContributedTo"]


def test_update_to_other_entities_keeps_the_old_association(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    """CloudFormation deletes it when the whole deployment has succeeded."""
    other = reversed_edge(edge)
    assert update(stack, record, other, edge).physical_id != record
    assert present(sagemaker, edge) == present(sagemaker, other) == ["ContributedTo"]


def test_update_back_releases_the_association_of_the_update_that_failed(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    other = reversed_edge(edge)
    update(stack, record, other, edge)
    assert update(stack, record, edge, other).physical_id == record
    assert present(sagemaker, other) == []
    assert records(sagemaker) == [record]


def test_update_of_an_association_that_is_gone_adds_it(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    edge: Declaration,
    record: str,
) -> None:
    sagemaker.delete_association(**association.entities)
    assert update(stack, record, edge | NOTHING, edge).succeeded
    assert present(sagemaker, edge) == ["ContributedTo"]


def test_update_of_an_association_whose_record_is_gone_adopts_it(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    sagemaker.delete_artifact(ArtifactArn=record)
    assert update(stack, record, edge | NOTHING, edge).succeeded
    assert ADOPTED in tags_of(sagemaker, record).items()


def test_update_whose_record_is_gone_adopts_no_association_of_other_entities(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    other = reversed_edge(edge)
    sagemaker.add_association(**other)
    sagemaker.delete_artifact(ArtifactArn=record)
    refused = update(stack, record, other, edge)
    assert "is there already: SageMaker or another tool made it" in refused.reason


def test_update_gives_an_association_that_was_changed_by_hand_its_type_back(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    edge: Declaration,
    record: str,
) -> None:
    sagemaker.delete_association(**association.entities)
    add_by_hand(sagemaker, association, "Produced")
    assert update(stack, record, edge | NOTHING, edge).succeeded
    assert present(sagemaker, edge) == ["ContributedTo"]


@pytest.mark.usefixtures("added_by_a_job")
def test_update_of_an_adopted_association_that_is_gone_adds_one_of_this_librarys(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    service: LineageService,
    association: AssociationMembers,
    edge: Declaration,
) -> None:
    record = stack.create("Edge", edge | ADOPT).physical_id
    sagemaker.delete_association(**association.entities)
    service.behaviour = Behaviour(delete_tag_lag_seconds=0.15)
    update(stack, record, edge | ADOPT | NOTHING, edge | ADOPT)
    assert ADOPTED not in tags_of(sagemaker, record).items()
    stack.delete("Edge", edge | ADOPT, record)
    assert present(sagemaker, edge) == []


@pytest.mark.usefixtures("added_by_a_job")
def test_update_to_what_a_sibling_has_adopted_can_come_twice(
    stack: SimulatedStack, edge: Declaration
) -> None:
    adopted = stack.create("Edge", edge | ADOPT).physical_id
    other = reversed_edge(edge)
    old = stack.create("Second", other).physical_id
    event = stack.request("Update", "Second", edge, old, other)
    assert [stack.send(event).physical_id, stack.send(event).physical_id] == [adopted, adopted]


def test_delete_removes_the_association_and_its_record(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration, record: str
) -> None:
    stack.delete("Edge", edge, record)
    assert present(sagemaker, edge) == []
    assert records(sagemaker) == []


def test_delete_leaves_what_another_stack_shares(
    stack: SimulatedStack,
    new_stack: NewStack,
    sagemaker: SageMakerClient,
    edge: Declaration,
    record: str,
) -> None:
    new_stack("Other").create("Edge", edge | ADOPT)
    stack.delete("Edge", edge, record)
    assert present(sagemaker, edge) == ["ContributedTo"]
    assert holders(sagemaker, record) == ["Other/Edge as ContributedTo"]


@pytest.mark.usefixtures("added_by_a_job")
def test_delete_leaves_what_was_adopted_and_removes_its_record(
    stack: SimulatedStack, sagemaker: SageMakerClient, edge: Declaration
) -> None:
    record = stack.create("Edge", edge | ADOPT).physical_id
    stack.delete("Edge", edge | ADOPT, record)
    assert present(sagemaker, edge) == ["ContributedTo"]
    assert records(sagemaker) == []


def test_delete_of_what_went_with_an_entity_succeeds(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    edge: Declaration,
    record: str,
) -> None:
    sagemaker.delete_association(**association.entities)
    stack.delete("Edge", edge, record)
    assert records(sagemaker) == []
