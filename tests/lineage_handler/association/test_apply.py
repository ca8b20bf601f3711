"""Adds an association, or retypes it; finds out which one was there before its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_handler.association import apply
from lineage_handler.association.record import record_of
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.simulator.turns import Turns

from .conftest import add_by_hand, record

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture(autouse=True)
def simulated_time(clock: Turns) -> None:
    """Waits are as long as they are in Lambda."""


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


def add(api: LineageApi, association: AssociationMembers) -> apply.Added:
    """Create the record, then add the association."""
    return apply.add(association, record(api, association).arn, api, is_first=True)


@pytest.mark.parametrize("lag", [0.0, 60.0], ids=["", "late"])
def test_added_association_is_there(
    api: LineageApi,
    service: LineageService,
    association: AssociationMembers,
    lag: float,
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=lag, describe_lag_seconds=lag)
    assert add(api, association) == (association, False)
    assert apply.find(association, api) == association


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
) -> None:
    """Whether SageMaker refuses a second one, or responds as if it had added it."""
    service.behaviour = Behaviour(
        list_lag_seconds=lag, duplicate_association=duplicates, exists_code=code
    )
    add_by_hand(sagemaker, association, "Produced")
    there = replace(association, association_type="Produced")
    assert add(api, association) == (there, True)


@pytest.mark.usefixtures("shown_late")
def test_deleted_association_that_lists_still_show_is_not_believed(
    api: LineageApi, association: AssociationMembers
) -> None:
    assert add(api, association) == (association, False)


@pytest.mark.usefixtures("shown_late")
def test_association_that_lists_show_as_it_was_before_is_waited_for(
    api: LineageApi, sagemaker: SageMakerClient, association: AssociationMembers
) -> None:
    """A younger one has the record already: an earlier delivery has added it."""
    arn = record(api, association).arn
    add_by_hand(sagemaker, association)
    assert apply.add(association, arn, api, is_first=False) == (association, False)


@pytest.mark.parametrize("code", ["ValidationException", "ConflictException"])
def test_association_whose_response_was_lost_is_this_librarys(
    api: LineageApi,
    service: LineageService,
    association: AssociationMembers,
    code: Any,
) -> None:
    service.behaviour = Behaviour(exists_code=code)
    service.faults.add(Fault("reset", "AddAssociation", at="after"))
    assert add(api, association) == (association, False)


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


def test_retyped_association_that_another_stack_has_added_is_as_good(
    clock: Turns,
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    association: AssociationMembers,
) -> None:
    """At the same moment, so that lists show it later."""
    service.behaviour = Behaviour(list_lag_seconds=5.0)
    hook = partial(add_by_hand, sagemaker, association)
    service.faults.add(Fault(operation="AddAssociation", hook=hook))
    apply.retype(association, api)
    assert apply.find(association, api) == association


@pytest.mark.usefixtures("added_by_a_job")
def test_refused_retyping_is_a_failure_though_lists_still_show_the_old_one(
    clock: Turns, api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    clock.sleep(60)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    service.faults.add(Fault("access_denied", "AddAssociation", times=99))
    with pytest.raises(ClientError, match="AccessDenied"):
        apply.retype(association, api)


@pytest.mark.parametrize(("seconds", "is_older"), [(-1, True), (0, False), (1, False)])
def test_association_of_the_moment_of_its_record_is_this_librarys(
    association: AssociationMembers, seconds: int, *, is_older: bool
) -> None:
    """SageMaker may tell times by the second."""
    recorded = datetime(2026, 11, 1, tzinfo=timezone.utc)
    added = replace(association, creation_time=recorded + timedelta(seconds=seconds))
    record_ = replace(record_of(association), creation_time=recorded)
    assert apply.is_older(added, record_) is is_older
