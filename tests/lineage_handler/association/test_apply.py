"""Adds, retypes and deletes an association, as far as its record allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_handler.artifact.release import Orphan
from lineage_handler.association import apply
from lineage_handler.association.record import ADOPTED_ASSOCIATION, record_of
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import operations, writes
from tests.lineage_handler.simulator.turns import Turns

from .conftest import add_by_hand

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

CREATED = {"cdk-sagemaker-lineage:managed": "created"}


@pytest.fixture(autouse=True)
def simulated_time(clock: Turns) -> None:
    """Waits are as long as they are in Lambda."""


def record(api: LineageApi, association: AssociationMembers, **tags: str) -> Orphan:
    arn = api.create_artifact(record_of(association), CREATED)
    return Orphan(arn, CREATED | tags)


def test_association_that_is_there_is_found_whatever_its_type(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    add_by_hand(sagemaker, association, "Produced")
    assert apply.find(association, api) == replace(association, association_type="Produced")


def test_association_that_is_not_there_is_not_found(
    api: LineageApi, association: AssociationMembers
) -> None:
    assert apply.find(association, api) is None


def test_association_in_the_other_direction_is_another_one(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    source, destination = association.source_arn, association.destination_arn
    reversed_ = replace(association, source_arn=destination, destination_arn=source)
    add_by_hand(sagemaker, reversed_)
    assert apply.find(association, api) is None


def add(api: LineageApi, association: AssociationMembers, *, is_first: bool = True) -> apply.Added:
    """Create the record, then add the association."""
    return apply.add(association, record(api, association).arn, api, is_first=is_first)


first_or_not = pytest.mark.parametrize("is_first", [True, False])


@first_or_not
@pytest.mark.parametrize("lag", [0.0, 60.0], ids=["", "late"])
def test_added_association_is_there(
    api: LineageApi,
    service: LineageService,
    association: AssociationMembers,
    lag: float,
    *,
    is_first: bool,
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=lag, describe_lag_seconds=lag)
    assert add(api, association, is_first=is_first) == (association, False)
    assert apply.find(association, api) == association


@first_or_not
@pytest.mark.parametrize("lag", [0.0, 5.0], ids=["", "late"])
@pytest.mark.parametrize("duplicates", ["raise", "return"])
@pytest.mark.parametrize("code", ["ValidationException", "ConflictException"])
def test_association_that_was_there_before_is_known_by_its_age(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
    lag: float,
    duplicates: Any,
    code: Any,
    *,
    is_first: bool,
) -> None:
    """Whether SageMaker refuses a second one, or responds as if it had added it."""
    service.behaviour = Behaviour(
        list_lag_seconds=lag, duplicate_association=duplicates, exists_code=code
    )
    add_by_hand(sagemaker, association, "Produced")
    there = replace(association, association_type="Produced")
    assert add(api, association, is_first=is_first) == (there, True)


@first_or_not
def test_deleted_association_that_lists_still_show_is_not_believed(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    clock: Turns,
    association: AssociationMembers,
    *,
    is_first: bool,
) -> None:
    add_by_hand(sagemaker, association, "Produced")
    clock.sleep(60)
    service.behaviour = Behaviour(list_lag_seconds=30.0)
    sagemaker.delete_association(**association.entities)
    assert add(api, association, is_first=is_first) == (association, False)


@first_or_not
@pytest.mark.parametrize("code", ["ValidationException", "ConflictException"])
def test_association_whose_response_was_lost_is_this_librarys(
    api: LineageApi,
    service: LineageService,
    association: AssociationMembers,
    code: Any,
    *,
    is_first: bool,
) -> None:
    service.behaviour = Behaviour(exists_code=code)
    service.faults.add(Fault("reset", "AddAssociation", at="after"))
    assert add(api, association, is_first=is_first) == (association, False)


def test_conflict_that_passes_does_not_keep_it_from_being_added(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    service.faults.add(Fault("conflict", "AddAssociation"))
    assert add(api, association) == (association, False)
    assert apply.find(association, api) == association


def test_conflict_is_not_believed_unless_the_association_is_listed(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    service.faults.add(Fault("conflict", "AddAssociation", times=99))
    with pytest.raises(ClientError, match="ConflictException"):
        add(api, association)


def test_entity_that_is_missing_is_not_waited_for(
    clock: Turns, api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    before = clock.monotonic()
    gone = replace(association, source_arn=association.source_arn[:-1])
    with pytest.raises(ClientError, match="ResourceNotFound"):
        add(api, gone)
    assert writes(service)[-1:] == ["AddAssociation"]
    assert clock.monotonic() - before < 1


@pytest.mark.usefixtures("added_by_a_job")
def test_retyped_association_has_the_new_type(
    api: LineageApi, association: AssociationMembers
) -> None:
    retyped = replace(association, association_type="SameAs")
    apply.retype(retyped, api)
    assert apply.find(association, api) == retyped


def test_retyped_association_that_was_gone_is_added(
    api: LineageApi, association: AssociationMembers
) -> None:
    apply.retype(association, api)
    assert apply.find(association, api) == association


def test_association_is_deleted_with_its_record(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    apply.delete(orphan, api)
    assert apply.find(association, api) is None
    assert api.describe_artifact(orphan.arn) is None


@pytest.mark.usefixtures("added_by_a_job")
def test_association_that_was_there_before_stays_when_its_record_is_deleted(
    api: LineageApi, association: AssociationMembers
) -> None:
    orphan = record(api, association, **ADOPTED_ASSOCIATION)
    apply.delete(orphan, api)
    assert apply.find(association, api) == association
    assert api.describe_artifact(orphan.arn) is None


def test_association_that_is_older_than_its_record_stays(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    """Its record did not get to say that it was there before."""
    add_by_hand(sagemaker, association)
    orphan = record(api, association)
    apply.delete(orphan, api)
    assert apply.find(association, api) == association
    assert api.describe_artifact(orphan.arn) is None


def test_association_is_deleted_though_lists_still_show_an_older_one(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    clock: Turns,
    association: AssociationMembers,
) -> None:
    add_by_hand(sagemaker, association)
    clock.sleep(60)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    sagemaker.delete_association(**association.entities)
    orphan = record(api, association)
    add_by_hand(sagemaker, association)
    apply.delete(orphan, api)
    service.behaviour = Behaviour()
    assert apply.find(association, api) is None


@pytest.mark.usefixtures("added_by_a_job")
def test_association_whose_record_is_claimed_stays(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    before = operations(service)
    apply.delete(None, api)
    assert operations(service) == before


def test_record_that_is_gone_says_of_no_association_what_to_do(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    add_by_hand(sagemaker, association)
    orphan = record(api, association)
    api.delete_artifact(orphan.arn)
    apply.delete(orphan, api)
    assert apply.find(association, api) == association


def test_record_outlives_its_association(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    """If the function dies between the two, the next delivery still knows whose it was."""
    orphan = record(api, association)
    service.faults.add(Fault("access_denied", "DeleteAssociation", times=99))
    with pytest.raises(ClientError):
        apply.delete(orphan, api)
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
        apply.delete(orphan, api)
    (line,) = [line for line in logged() if line["event"] == "deleting"]
    assert line.items() >= association.entities.items()
