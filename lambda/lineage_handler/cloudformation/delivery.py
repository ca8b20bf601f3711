"""Delivers the response to CloudFormation: a PUT to the request's ResponseURL."""

from __future__ import annotations

import http.client
import logging
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5

_ATTEMPTS = 5
_ATTEMPT_SECONDS = 5.0


class NotDeliveredError(Exception):
    """The response did not arrive; the message says nothing of where it was to go."""


def put(url: str, body: bytes, seconds_left: Callable[[], float]) -> None:
    """PUT ``body`` to ``url``, and retry while there is time.

    Raises
    ------
    NotDeliveredError
        If the URL was refused, or no attempt succeeded in the time that is left.
    """
    if not url.startswith(("https://", "http://")):
        raise NotDeliveredError("the request has no ResponseURL to respond to")
    # The URL is signed without a content type.
    request = urllib.request.Request(  # noqa: S310 (scheme checked)
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    for attempt in range(_ATTEMPTS):
        if attempt:
            pause = FIRST_PAUSE_SECONDS * 2 ** (attempt - 1)
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
                raise NotDeliveredError(f"CloudFormation refused the response: {failure}") from None
        except (OSError, http.client.HTTPException) as error:
            # A status line that is cut off is an HTTPException, and no OSError.
            failure = type(error).__name__
        logger.warning({"event": "response not delivered", "attempt": attempt + 1, "why": failure})
    raise NotDeliveredError("the response did not reach CloudFormation")
