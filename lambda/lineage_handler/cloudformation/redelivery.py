"""Whether a request that ran out of time is left to Lambda's next delivery of it.

An invocation that fails is invoked again after one minute, and after two more; an event that is
older than the function's maximum event age is dropped.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html

How old a request is says its ``ResponseURL``, which CloudFormation presigns when it sends it:
``…?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20210927T221309Z&X-Amz-SignedHeaders=host&X-Amz-Expires=7199&…``
in the requests that people have published from 2021 on. One of 2017 has ``Expires`` instead. What
each part means:
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

# The pause before the last attempt; the one before the second is half of it.
_LONGEST_PAUSE_SECONDS = 120.0


class UnansweredError(Exception):
    """The invocation ends without a response: Lambda delivers the request again."""


def max_event_age_seconds(timeout_seconds: float) -> float:
    """Return the age at which Lambda drops a request, as the template sets it for a timeout."""
    return 2 * timeout_seconds + 300.0


def is_delivered_again(event: Mapping[str, Any], timeout_seconds: float) -> bool:
    """Return whether Lambda delivers a Delete again if this invocation fails at its end.

    False if the age is not known. Only a Delete: a Create or an Update may have been cancelled,
    since another resource failed, and what a later delivery of it wrote nobody would take back.

    The first two attempts end before the age that is too late for another one, the third after it,
    whatever the timeout is within its limits. If attempts were cut short, the third may end before:
    then CloudFormation gets no response, and the request fails when it waits no longer.
    """
    sent = _sent(str(event.get("ResponseURL")))
    if sent is None or event.get("RequestType") != "Delete":
        return False
    next_attempt = datetime.now(timezone.utc) + timedelta(seconds=_LONGEST_PAUSE_SECONDS)
    return (next_attempt - sent).total_seconds() <= max_event_age_seconds(timeout_seconds)


def _sent(response_url: str) -> datetime | None:
    """Return when CloudFormation sent the request, if the URL says it."""
    (date, *_) = parse_qs(urlsplit(response_url).query).get("X-Amz-Date", [""])
    try:
        return datetime.strptime(f"{date}+0000", "%Y%m%dT%H%M%SZ%z")
    except ValueError:
        return None
