"""A Delete that runs out of time is left to Lambda's next delivery, while there is one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from lineage_handler.cloudformation import redelivery
from lineage_handler.cloudformation.redelivery import is_delivered_again
from tests.lineage_handler.simulator.turns import Turns

BUCKET = "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com"
KEY = "arn%3Aaws%3Acloudformation%3Aeu-west-1%3A000000000000%3Astack/Churn/0123%7CModel%7C4567"
RESERVE_SECONDS = 20


@pytest.fixture(autouse=True)
def simulated(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redelivery, "datetime", turns.datetime)


def request_of(date: str, **changes: Any) -> dict[str, Any]:
    """Return a Delete with a URL as CloudFormation signs it."""
    query = (
        f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date={date}&X-Amz-SignedHeaders=host"
        "&X-Amz-Expires=7199&X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Feu-west-1%2Fs3%2Faws4_request"
        "&X-Amz-Signature=0123"
    )
    return {"RequestType": "Delete", "ResponseURL": f"{BUCKET}/{KEY}?{query}"} | changes


def sent_before(turns: Turns, seconds: float, **changes: Any) -> dict[str, Any]:
    """Return a Delete that was sent so long ago."""
    sent: datetime = turns.date(timezone.utc) - timedelta(seconds=seconds)
    return request_of(f"{sent:%Y%m%dT%H%M%SZ}", **changes)


@pytest.mark.parametrize("timeout", [300.0, 600.0, 900.0])
def test_first_two_attempts_leave_it_and_the_third_responds(turns: Turns, timeout: float) -> None:
    used = timeout - RESERVE_SECONDS
    ends = [used, used + 60 + used, used + 60 + used + 120 + used]
    left = [is_delivered_again(sent_before(turns, end), timeout) for end in ends]
    assert left == [True, True, False]


def test_event_that_waited_too_long_in_the_queue_is_not_delivered_again(turns: Turns) -> None:
    """After 2100 seconds Lambda drops it, and two minutes pass before the next attempt."""
    assert is_delivered_again(sent_before(turns, 1970), 900.0)
    assert not is_delivered_again(sent_before(turns, 1990), 900.0)


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_what_may_have_been_cancelled_is_not_left(turns: Turns, request_type: str) -> None:
    assert is_delivered_again(sent_before(turns, 0), 900.0)
    assert not is_delivered_again(sent_before(turns, 0, RequestType=request_type), 900.0)


@pytest.mark.parametrize(
    "event",
    [
        request_of("", RequestType="Delete"),
        request_of("yesterday"),
        request_of("20260101T000000"),
        request_of("", ResponseURL=f"{BUCKET}/{KEY}?AWSAccessKeyId=AKID&Expires=1767232800"),
        request_of("", ResponseURL=f"{BUCKET}/{KEY}"),
        {"RequestType": "Delete"},
    ],
)
def test_age_that_is_not_known(event: dict[str, Any]) -> None:
    assert not is_delivered_again(event, 900.0)
