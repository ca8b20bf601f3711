"""Takes claims off an artifact, and finds out whether nobody is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.release import Orphan, release_declared
from lineage_handler.cloudformation.physical_id import unfinished_id
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.consistency import RUNNING_REQUEST_SECONDS
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import operations, writes
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.scenarios.declarations import (
    VERSION,
    declared,
)
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK, claim, create, share

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

HOUR = 3600.0
MADE_UP = "Stack-Data-1A2B3C4D5E6F"
GONE = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/gone"


@pytest.fixture(autouse=True)
def simulated_time(clock: Turns) -> None:
    """Waits are as long as they are in Lambda."""


def release(api: LineageApi, physical_id: str, **fields: Any) -> Orphan | None:
    request = artifact_request("Delete", declared(), physical_id=physical_id, **fields)
    return release_declared(lambda: request.declared.members.source, request, api)


def test_last_claim_leaves_an_orphan(api: LineageApi) -> None:
    created = create(api)
    orphan = release(api, created.arn)
    assert orphan == Orphan(created.arn, {MARK: "created", "team": "ml"})
    assert api.tags_of(created.arn) == orphan.tags


def test_claim_of_another_stack_is_left(api: LineageApi) -> None:
    arn = create(api).arn
    share(api, stack="Other")
    assert release(api, arn) is None
    assert api.tags_of(arn).keys() == {MARK, claim(stack="Other").key, "team"}


def test_claim_of_an_earlier_create_is_left(api: LineageApi) -> None:
    """The artifact was retained: it outlives the resource that has adopted it since."""
    arn = create(api, request_id="request-1").arn
    share(api, request_id="request-2")
    assert release(api, arn, request_id="request-3") is None
    assert api.tags_of(arn).keys() >= {claim(request_id="request-1").beside_later_ones.key}


def test_mark_goes_with_the_last_claim_of_what_was_adopted(
    api: LineageApi, made_by_a_job: str
) -> None:
    share(api)
    assert release(api, made_by_a_job) is None
    assert api.tags_of(made_by_a_job) == {"job": "training"}


def test_mark_stays_while_another_claims_what_was_adopted(
    api: LineageApi, made_by_a_job: str
) -> None:
    share(api)
    share(api, stack="Other")
    assert release(api, made_by_a_job) is None
    assert api.tags_of(made_by_a_job)[MARK] == "adopted"


def test_mark_goes_if_the_other_claim_goes_at_the_same_moment(
    api: LineageApi, service: LineageService, sagemaker: SageMakerClient, made_by_a_job: str
) -> None:
    share(api)
    share(api, stack="Other")

    def leave() -> None:
        sagemaker.delete_tags(ResourceArn=made_by_a_job, TagKeys=[claim(stack="Other").key])

    service.faults.add(Fault(operation="DeleteTags", hook=leave))
    assert release(api, made_by_a_job) is None
    assert api.tags_of(made_by_a_job) == {"job": "training"}


def test_artifact_without_a_mark_is_left_alone(
    api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    assert release(api, made_by_a_job) is None
    assert writes(service) == ["CreateArtifact"]


def test_claim_is_left_if_somebody_has_removed_the_mark(
    api: LineageApi, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """The role allows no change of what has no mark, and the stack could never be deleted."""
    arn = create(api).arn
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=[MARK])
    before = writes(service)
    assert release(api, arn) is None
    assert writes(service) == before


def test_artifact_that_is_gone_needs_no_release(api: LineageApi) -> None:
    assert release(api, GONE) is None


def test_claim_is_seen_to_be_off_before_it_is_known_who_is_last(
    clock: Turns, api: LineageApi, service: LineageService
) -> None:
    arn = create(api).arn
    clock.sleep(60)
    service.behaviour = Behaviour(delete_tag_lag_seconds=60.0)
    assert release(api, arn) == Orphan(arn, {MARK: "created", "team": "ml"})
    assert clock.monotonic() == pytest.approx(125, abs=10)


def test_claim_that_goes_on_showing_is_a_failure(
    clock: Turns, api: LineageApi, service: LineageService
) -> None:
    arn = create(api).arn
    clock.sleep(60)
    service.behaviour = Behaviour(delete_tag_lag_seconds=120.0)
    with pytest.raises(Failure, match="does not show the tags"):
        release(api, arn)


def test_physical_id_decides_which_artifact_is_released(api: LineageApi) -> None:
    """Not the source: what is declared may have changed since."""
    version = create(api, declared(Source=VERSION)).arn
    create(api)
    assert release(api, version) == Orphan(version, {MARK: "created", "team": "ml"})


@pytest.mark.parametrize("is_arn_known", [True, False])
def test_unfinished_create_is_released(
    api: LineageApi, service: LineageService, *, is_arn_known: bool
) -> None:
    arn = create(api, request_id="request-1").arn
    physical_id = unfinished_id("request-1", arn if is_arn_known else None)
    assert release(api, physical_id, request_id="request-2")
    assert ("ListArtifacts" in operations(service)) is not is_arn_known


@pytest.mark.parametrize("is_unfinished", [True, False])
def test_claim_that_shows_late_is_released(
    clock: Turns, api: LineageApi, service: LineageService, *, is_unfinished: bool
) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=30.0)
    members = artifact_request("Create", declared()).declared.members
    arn = api.create_artifact(members, {MARK: "created"} | claim().tag)
    assert release(api, unfinished_id("request-1", arn) if is_unfinished else arn)
    # The Create may have waited for its claim as well, and go on with it.
    waits = 30.0 + RUNNING_REQUEST_SECONDS * is_unfinished
    assert clock.monotonic() >= waits


def test_unfinished_create_releases_no_other_creates_claim(api: LineageApi) -> None:
    arn = create(api, request_id="request-1").arn
    assert release(api, unfinished_id("request-2"), request_id="request-3") is None
    assert claim().key in api.tags_of(arn)


def test_unfinished_create_beside_an_earlier_one_leaves_that(api: LineageApi) -> None:
    arn = create(api, request_id="request-1").arn
    share(api, request_id="request-2")
    assert release(api, unfinished_id("request-2", arn), request_id="request-3") is None
    assert api.tags_of(arn).keys() == {
        MARK,
        claim(request_id="request-1").beside_later_ones.key,
        "team",
    }


def test_unfinished_create_that_made_nothing_is_released(api: LineageApi) -> None:
    assert release(api, unfinished_id("request-1")) is None


def test_create_that_did_not_respond_is_waited_for_and_released(
    clock: Turns, api: LineageApi
) -> None:
    create(api)
    before = clock.monotonic()
    assert release(api, MADE_UP)
    assert clock.monotonic() - before >= RUNNING_REQUEST_SECONDS


def test_create_that_did_not_respond_is_released_after_an_hour(
    clock: Turns, api: LineageApi
) -> None:
    create(api)
    clock.sleep(HOUR + 60)
    assert release(api, MADE_UP)


def test_create_that_did_not_respond_leaves_the_claim_of_one_long_ago(
    clock: Turns, api: LineageApi
) -> None:
    """CloudFormation waits an hour for a Create: that artifact was retained."""
    arn = create(api).arn
    clock.sleep(2 * HOUR)
    assert release(api, MADE_UP) is None
    assert claim().key in api.tags_of(arn)


def test_create_that_did_not_respond_leaves_the_claims_of_others(api: LineageApi) -> None:
    arn = create(api, logical_id="Other").arn
    assert release(api, MADE_UP) is None
    assert claim(logical_id="Other").key in api.tags_of(arn)


def test_create_that_did_not_respond_leaves_other_sources_of_the_uri(api: LineageApi) -> None:
    version = create(api, declared(Source=VERSION)).arn
    assert release(api, MADE_UP) is None
    assert claim().key in api.tags_of(version)
