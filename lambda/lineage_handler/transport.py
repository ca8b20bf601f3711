"""Sends the answer to CloudFormation: a PUT to the request's ResponseURL."""

from __future__ import annotations

import logging
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

logger = logging.getLogger(__name__)

_ATTEMPTS = 5
_ATTEMPT_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 0.5


class NotDeliveredError(Exception):
    """The answer did not arrive; the message says nothing of where it was to go."""


def put(url: str, body: bytes, seconds_left: Callable[[], float]) -> None:
    """PUT ``body`` to ``url``, a few times if need be.

    Raises
    ------
    NotDeliveredError
        If the URL was refused, or no attempt succeeded in the time that is left.
    """
    if not url.startswith(("https://", "http://")):
        raise NotDeliveredError("the request has no ResponseURL to answer to")
    # The URL is signed without a content type.
    request = urllib.request.Request(  # noqa: S310 (scheme checked)
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    for attempt in range(_ATTEMPTS):
        if attempt:
            pause = _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1)
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (no secret)
        time_out = min(_ATTEMPT_SECONDS, seconds_left())
        if time_out <= 0:
            break
        try:
            with urllib.request.urlopen(request, timeout=time_out):  # noqa: S310 (scheme checked)
                return
        except urllib.error.HTTPError as error:
            failure = f"HTTP status {error.code}"
            error.close()
            if error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise NotDeliveredError(f"CloudFormation refused the answer: {failure}") from None
        except OSError as error:
            failure = type(error).__name__
        logger.warning({"event": "answer not delivered", "attempt": attempt + 1, "why": failure})
    raise NotDeliveredError("the answer did not reach CloudFormation")
