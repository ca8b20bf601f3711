"""Tags are read once they show what they must, on a simulated clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_handler.artifact.waits import wait_for_artifact, wait_for_tags, wait_until_shown
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.consistency import CONSISTENCY_SECONDS, LONGEST_POLL_SECONDS
from lineage_handler.sagemaker.errors import GoneError
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

LATE, TOO_LATE = 60.0, 120.0
GONE = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/gone"


@pytest.fixture
def late(service: LineageService) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=LATE, add_tag_lag_seconds=LATE)


@pytest.fixture
def too_late(service: LineageService) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=TOO_LATE, add_tag_lag_seconds=TOO_LATE)


@pytest.mark.usefixtures("late")
def test_tags_of_a_new_artifact_are_waited_for(
    clock: Turns, api: LineageApi, made_by_a_job: str
) -> None:
    assert wait_for_tags(made_by_a_job, api) == {"job": "training"}
    assert clock.monotonic() == pytest.approx(LATE, abs=LONGEST_POLL_SECONDS)


@pytest.mark.usefixtures("too_late")
def test_artifact_may_have_no_tags(clock: Turns, api: LineageApi, made_by_a_job: str) -> None:
    assert wait_for_tags(made_by_a_job, api) == {}
    assert clock.monotonic() == pytest.approx(CONSISTENCY_SECONDS, abs=LONGEST_POLL_SECONDS)


def test_artifact_that_is_gone_has_no_tags_to_wait_for(clock: Turns, api: LineageApi) -> None:
    with pytest.raises(GoneError):
        wait_for_tags(GONE, api)
    assert clock.monotonic() < 1


def test_description_is_waited_for(
    clock: Turns, api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    service.behaviour = Behaviour(describe_lag_seconds=LATE)
    assert wait_for_artifact(made_by_a_job, api).source.uri == "s3://bucket/data"
    assert clock.monotonic() == pytest.approx(LATE, abs=LONGEST_POLL_SECONDS)


def test_artifact_that_is_never_described_is_gone(clock: Turns, api: LineageApi) -> None:
    with pytest.raises(GoneError):
        wait_for_artifact(GONE, api)
    assert clock.monotonic() == pytest.approx(CONSISTENCY_SECONDS, abs=LONGEST_POLL_SECONDS)


@pytest.mark.usefixtures("late")
def test_what_was_written_is_waited_for(
    clock: Turns, api: LineageApi, sagemaker: SageMakerClient, made_by_a_job: str
) -> None:
    sagemaker.add_tags(ResourceArn=made_by_a_job, Tags=[{"Key": "team", "Value": "ml"}])
    shown = wait_until_shown(made_by_a_job, lambda tags: "team" in tags, api)
    assert shown == {"job": "training", "team": "ml"}


@pytest.mark.usefixtures("too_late")
def test_what_was_written_and_never_shows_is_a_failure(
    clock: Turns, api: LineageApi, made_by_a_job: str
) -> None:
    with pytest.raises(Failure, match=f"{made_by_a_job} does not show"):
        wait_until_shown(made_by_a_job, lambda tags: "job" in tags, api)
    assert clock.monotonic() == pytest.approx(CONSISTENCY_SECONDS, abs=LONGEST_POLL_SECONDS)


def test_artifact_that_is_gone_shows_nothing_that_was_added(clock: Turns, api: LineageApi) -> None:
    with pytest.raises(GoneError):
        wait_until_shown(GONE, lambda tags: "job" in tags, api)
    assert clock.monotonic() < 1


def test_artifact_that_is_gone_shows_that_tags_were_removed(api: LineageApi) -> None:
    assert wait_until_shown(GONE, lambda tags: "job" not in tags, api) == {}


def test_mark_without_a_claim_is_not_believed_at_once(
    clock: Turns, api: LineageApi, made_by_a_job: str
) -> None:
    api.add_tags(made_by_a_job, {MARK: "adopted"})
    assert MARK in wait_for_tags(made_by_a_job, api)
    assert clock.monotonic() >= CONSISTENCY_SECONDS
