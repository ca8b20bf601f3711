"""Every wait for SageMaker to show what was written, on a simulated clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.consistency import (
    CONSISTENCY_SECONDS,
    LONGEST_POLL_SECONDS,
    POLL_SECONDS,
    RUNNING_REQUEST_SECONDS,
    poll_until,
    wait_for_running_request,
)
from lineage_handler.sagemaker.deadline import RESERVE_SECONDS, Deadline
from lineage_handler.sagemaker.errors import OutOfTimeError
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

TAGS = {"team": "ml"}
LONG = Deadline(lambda: 900.0)


@pytest.fixture
def read(
    clock: Turns, api: LineageApi, sagemaker: SageMakerClient
) -> Callable[[], dict[str, str] | None]:
    """A read that returns what has just been written, once the service shows it."""
    arn = sagemaker.create_artifact(
        Source={"SourceUri": "s3://bucket/data"},
        ArtifactType="DataSet",
        Tags=[{"Key": key, "Value": value} for key, value in TAGS.items()],
    )["ArtifactArn"]
    return lambda: api.list_tags(arn) or None


def listings(service: LineageService) -> int:
    return [call.operation for call in service.calls].count("ListTags")


def test_what_is_shown_is_read_once(
    clock: Turns, service: LineageService, read: Callable[[], dict[str, str] | None]
) -> None:
    assert poll_until(read, LONG) == TAGS
    assert listings(service) == 1


@pytest.mark.parametrize("lag", [POLL_SECONDS, 10.0, 60.0, CONSISTENCY_SECONDS - POLL_SECONDS])
def test_what_comes_late_is_found(
    clock: Turns,
    service: LineageService,
    read: Callable[[], dict[str, str] | None],
    lag: float,
) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=lag)
    assert poll_until(read, LONG) == TAGS
    assert clock.monotonic() == pytest.approx(lag, abs=LONGEST_POLL_SECONDS)


def test_polls_become_rarer(
    clock: Turns, service: LineageService, read: Callable[[], dict[str, str] | None]
) -> None:
    """What hundreds of functions wait for at once must not use up the rate of calls."""
    service.behaviour = Behaviour(create_tag_lag_seconds=120.0)
    poll_until(read, LONG)
    assert listings(service) == 13


def test_what_does_not_come_is_given_up(
    clock: Turns, service: LineageService, read: Callable[[], dict[str, str] | None]
) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=120.0)
    assert poll_until(read, LONG) is None
    assert clock.monotonic() == pytest.approx(CONSISTENCY_SECONDS, abs=LONGEST_POLL_SECONDS)


def test_deadline_ends_the_wait(
    clock: Turns, service: LineageService, read: Callable[[], dict[str, str] | None]
) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=120.0)
    seconds = RESERVE_SECONDS + 5
    with pytest.raises(OutOfTimeError):
        poll_until(read, Deadline(lambda: seconds - clock.monotonic()))
    assert clock.monotonic() <= 5


def test_request_that_was_cancelled_is_waited_for(clock: Turns) -> None:
    wait_for_running_request(LONG)
    assert clock.monotonic() == RUNNING_REQUEST_SECONDS


def test_request_that_was_cancelled_is_not_waited_for_without_the_time(clock: Turns) -> None:
    with pytest.raises(OutOfTimeError):
        wait_for_running_request(Deadline(lambda: RESERVE_SECONDS))
    assert clock.monotonic() == 0
