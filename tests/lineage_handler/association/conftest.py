"""Lineage entities and associations for the tests of an association's lifecycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.release import Orphan
from lineage_handler.association.record import record_of
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.simulator.responses import SimulatedResponse
from tests.lineage_handler.simulator.scenarios.declarations import joined
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient
    from types_boto3_sagemaker.literals import AssociationEdgeTypeType

CREATED = {"cdk-sagemaker-lineage:managed": "created"}


@pytest.fixture
def association(sagemaker: SageMakerClient) -> AssociationMembers:
    """An association of two entities that are there; it is not."""
    source, destination = (
        sagemaker.create_artifact(
            Source={"SourceUri": f"s3://bucket/{name}"}, ArtifactType="DataSet"
        )["ArtifactArn"]
        for name in ("data", "model")
    )
    return AssociationMembers(source, destination, "ContributedTo")


@pytest.fixture
def edge(association: AssociationMembers) -> dict[str, Any]:
    """The declaration of the association."""
    return joined(association.source_arn, association.destination_arn)


@pytest.fixture
def added_by_a_job(sagemaker: SageMakerClient, association: AssociationMembers) -> None:
    """The association is there, and no stack declares it."""
    add_by_hand(sagemaker, association)


@pytest.fixture
def shown_late(
    sagemaker: SageMakerClient,
    service: LineageService,
    clock: Turns,
    association: AssociationMembers,
) -> None:
    """Lists show what is written a minute late, and a Produced association that was deleted."""
    add_by_hand(sagemaker, association, "Produced")
    clock.sleep(60)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    sagemaker.delete_association(**association.entities)


def add_by_hand(
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    kind: AssociationEdgeTypeType = "ContributedTo",
) -> None:
    """Add an association as a job does."""
    sagemaker.add_association(**association.entities, AssociationType=kind)


def record(api: LineageApi, association: AssociationMembers, **tags: str) -> Orphan:
    """Create the record of an association, which nobody claims."""
    return Orphan(api.create_artifact(record_of(association), CREATED), CREATED | tags)


@pytest.fixture(name="record")
def declared_record(stack: SimulatedStack, edge: dict[str, Any]) -> str:
    """The record of the association that ``Stack/Edge`` declares."""
    return stack.create("Edge", edge).physical_id


def update(
    stack: SimulatedStack, record: str, new: dict[str, Any], old: dict[str, Any]
) -> SimulatedResponse:
    """Send an Update of ``Stack/Edge``."""
    return stack.send(stack.request("Update", "Edge", new, record, old))
