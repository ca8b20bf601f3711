"""Deletes an association together with its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_handler.association import apply
from lineage_handler.association.delete import delete_with_record
from lineage_handler.association.record import ADOPTED_ASSOCIATION
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import operations
from tests.lineage_handler.simulator.turns import Turns

from .conftest import add_by_hand, record

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture(autouse=True)
def simulated_time(clock: Turns) -> None:
    """Waits are as long as they are in Lambda."""


def test_association_is_deleted_with_its_record(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    delete_with_record(orphan, api)
    assert apply.find(association, api) is None
    assert api.describe_artifact(orphan.arn) is None


@pytest.mark.usefixtures("added_by_a_job")
def test_association_that_was_there_before_stays_when_its_record_is_deleted(
    api: LineageApi, association: AssociationMembers
) -> None:
    orphan = record(api, association, **ADOPTED_ASSOCIATION)
    delete_with_record(orphan, api)
    assert apply.find(association, api) == association
    assert api.describe_artifact(orphan.arn) is None


def test_association_of_an_adopting_record_stays_whatever_its_age(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers, clock: Turns
) -> None:
    """A job has deleted it and added it again."""
    orphan = record(api, association, **ADOPTED_ASSOCIATION)
    clock.sleep(60)
    add_by_hand(sagemaker, association)
    delete_with_record(orphan, api)
    assert apply.find(association, api) == association


def test_record_that_is_shown_late_is_deleted_with_its_association(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    clock: Turns,
) -> None:
    service.behaviour = Behaviour(describe_lag_seconds=30.0)
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    delete_with_record(orphan, api)
    service.behaviour = Behaviour()
    assert apply.find(association, api) is None
    assert api.describe_artifact(orphan.arn) is None


def test_association_that_is_older_than_its_record_stays(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    """Its record did not get to say that it was there before."""
    add_by_hand(sagemaker, association)
    orphan = record(api, association)
    delete_with_record(orphan, api)
    assert apply.find(association, api) == association
    assert api.describe_artifact(orphan.arn) is None


@pytest.mark.usefixtures("shown_late")
def test_association_is_deleted_though_lists_still_show_an_older_one(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
) -> None:
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    delete_with_record(orphan, api)
    service.behaviour = Behaviour()
    assert apply.find(association, api) is None


@pytest.mark.usefixtures("added_by_a_job")
def test_association_whose_record_is_claimed_stays(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    before = operations(service)
    delete_with_record(None, api)
    assert operations(service) == before


def test_record_that_is_gone_says_of_no_association_what_to_do(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    add_by_hand(sagemaker, association)
    orphan = record(api, association)
    api.delete_artifact(orphan.arn)
    delete_with_record(orphan, api)
    assert apply.find(association, api) == association


def test_record_outlives_its_association(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    """If the function dies between the two, the next delivery still knows whose it was."""
    orphan = record(api, association)
    service.faults.add(Fault("access_denied", "DeleteAssociation", times=99))
    with pytest.raises(ClientError):
        delete_with_record(orphan, api)
    assert api.describe_artifact(orphan.arn)


def test_what_is_deleted_is_logged_first(
    api: LineageApi,
    sagemaker: SageMakerClient,
    service: LineageService,
    association: AssociationMembers,
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    service.faults.add(Fault("access_denied", "DeleteAssociation", times=99))
    with pytest.raises(ClientError):
        delete_with_record(orphan, api)
    (line,) = [line for line in logged() if line["event"] == "deleting"]
    assert line.items() >= association.entities.items()
