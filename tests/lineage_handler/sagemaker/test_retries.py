"""How long a call is retried, on a simulated clock."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from lineage_handler.sagemaker.client import sagemaker_client
from lineage_handler.sagemaker.consistency import CONSISTENCY_SECONDS
from lineage_handler.sagemaker.deadline import RESERVE_SECONDS, Deadline
from lineage_handler.sagemaker.errors import OutOfTimeError
from lineage_handler.sagemaker.retries import (
    CONFLICT_SECONDS,
    FIRST_PAUSE_SECONDS,
    IAM_PROPAGATION_SECONDS,
    LONGEST_PAUSE_SECONDS,
    UNREACHABLE_SECONDS,
    with_retries,
)
from lineage_local.service import Fault, LineageService
from tests.lineage_handler.simulator.turns import Turns

FUNCTION_SECONDS = 900.0
ALWAYS = 10**6


@pytest.fixture
def moments() -> list[float]:
    """When calls were made."""
    return []


@pytest.fixture
def call(clock: Turns, moments: list[float]) -> Any:
    """One call with retries, in a function that has 15 minutes."""
    deadline = Deadline(lambda: FUNCTION_SECONDS - clock.monotonic())

    def attempt() -> object:
        moments.append(clock.monotonic())
        return sagemaker_client().list_artifacts()

    return lambda: with_retries(deadline, attempt)


def test_call_that_succeeds_is_made_once(call: Any, moments: list[float]) -> None:
    assert call()["ArtifactSummaries"] == []
    assert moments == [0.0]


@pytest.mark.parametrize(
    "outcome", ["throttle", "error", "unavailable", "conflict", "access_denied", "reset"]
)
def test_what_passes_is_retried(
    call: Any, moments: list[float], service: LineageService, outcome: Any
) -> None:
    service.faults.add(Fault(outcome, times=2))
    assert call()["ArtifactSummaries"] == []
    assert len(moments) == 3


@pytest.mark.parametrize(
    ("outcome", "error", "seconds"),
    [
        ("conflict", ClientError, CONFLICT_SECONDS),
        ("access_denied", ClientError, IAM_PROPAGATION_SECONDS),
        ("reset", ConnectionClosedError, UNREACHABLE_SECONDS),
        ("throttle", ClientError, FUNCTION_SECONDS - RESERVE_SECONDS),
        ("error", ClientError, FUNCTION_SECONDS - RESERVE_SECONDS),
        ("unavailable", ClientError, FUNCTION_SECONDS - RESERVE_SECONDS),
    ],
)
def test_what_does_not_pass_is_retried_for_so_long(
    call: Any,
    moments: list[float],
    service: LineageService,
    outcome: Any,
    error: type[Exception],
    seconds: float,
) -> None:
    service.faults.add(Fault(outcome, times=ALWAYS))
    with pytest.raises(error):
        call()
    # Where only the deadline is the end, the next pause would have been too long for it.
    is_open = seconds == FUNCTION_SECONDS - RESERVE_SECONDS
    assert seconds - (LONGEST_PAUSE_SECONDS if is_open else 0) <= moments[-1] <= seconds + 0.1


@pytest.mark.parametrize("operation", ["AddTags", "DeleteTags", "UpdateArtifact", "DeleteArtifact"])
def test_what_the_tags_allow_is_denied_until_iam_knows_them(
    clock: Turns, service: LineageService, operation: str
) -> None:
    client, arn = sagemaker_client(), "arn:aws:sagemaker:eu-west-1:000000000000:artifact/a"
    calls: dict[str, Callable[[], object]] = {
        "AddTags": lambda: client.add_tags(ResourceArn=arn, Tags=[]),
        "DeleteTags": lambda: client.delete_tags(ResourceArn=arn, TagKeys=["key"]),
        "UpdateArtifact": lambda: client.update_artifact(ArtifactArn=arn),
        "DeleteArtifact": lambda: client.delete_artifact(ArtifactArn=arn),
    }
    service.faults.add(Fault("access_denied", operation, times=ALWAYS))
    with pytest.raises(ClientError, match="AccessDenied"):
        with_retries(Deadline(lambda: FUNCTION_SECONDS), calls[operation])
    assert clock.monotonic() == pytest.approx(CONSISTENCY_SECONDS, abs=1)


def test_what_cannot_help_is_not_retried(service: LineageService, clock: Turns) -> None:
    deadline = Deadline(lambda: FUNCTION_SECONDS)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        with_retries(
            deadline,
            lambda: sagemaker_client().describe_artifact(
                ArtifactArn="arn:aws:sagemaker:eu-west-1:000000000000:artifact/gone"
            ),
        )
    assert len(service.calls) == 1


def test_pauses_double_and_are_spread(
    call: Any, moments: list[float], service: LineageService
) -> None:
    service.faults.add(Fault("throttle", times=12))
    call()
    pauses = [after - before for before, after in pairwise(moments)]
    longest = [min(FIRST_PAUSE_SECONDS * 2**n, LONGEST_PAUSE_SECONDS) for n in range(12)]
    for pause, limit in zip(pauses, longest, strict=True):
        assert limit / 2 <= pause <= limit
    assert len({pause / limit for pause, limit in zip(pauses, longest, strict=True)}) == 12


@pytest.mark.parametrize(
    ("left", "served", "longest"), [(900, 0, 15.0), (900, 4, 3.0), (150, 0, 5.0), (150, 4, 1.0)]
)
def test_pauses_are_shorter_the_further_a_request_is_and_the_less_time_is_left(
    clock: Turns,
    service: LineageService,
    moments: list[float],
    left: float,
    served: int,
    longest: float,
) -> None:
    def attempt() -> object:
        moments.append(clock.monotonic())
        return sagemaker_client().list_artifacts()

    service.faults.add(Fault("throttle", times=20))
    with_retries(Deadline(lambda: left), attempt, served=served)
    pauses = [after - before for before, after in pairwise(moments)][6:]
    assert longest / 2 <= min(pauses) <= max(pauses) <= longest


def test_no_call_begins_without_the_reserve(clock: Turns, service: LineageService) -> None:
    with pytest.raises(OutOfTimeError):
        with_retries(Deadline(lambda: RESERVE_SECONDS - 1), sagemaker_client().list_artifacts)
    assert service.calls == []


def test_no_retry_begins_without_the_reserve(
    call: Any, moments: list[float], service: LineageService
) -> None:
    service.faults.add(Fault("throttle", times=ALWAYS))
    with pytest.raises(ClientError, match="ThrottlingException"):
        call()
    assert FUNCTION_SECONDS - moments[-1] >= RESERVE_SECONDS


def test_retry_is_logged_with_its_cause(
    call: Any, service: LineageService, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    service.faults.add(Fault("throttle"))
    call()
    (line,) = logged()
    assert line["event"] == "retry"
    assert "Rate exceeded" in line["because"]
