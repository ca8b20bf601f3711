"""How long to go on when SageMaker does not do what it was asked to do.

botocore's own retries are switched off: they know neither the function's deadline nor that a
stack of hundreds of artifacts is throttled for minutes.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from botocore.exceptions import ClientError

from .reasons import NETWORK_ERRORS, is_access_denied, is_busy

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

# A role or policy that was just made is not known everywhere at once.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
_IAM_PROPAGATION_SECONDS = 15.0
# A connection that fails for this long is not a hiccup: the function has no way to SageMaker.
_UNREACHABLE_SECONDS = 30.0
# No further attempt when less than this is left: an answer has to be sent as well.
_RESERVE_SECONDS = 10.0

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15.0


def persist(
    seconds_left: Callable[[], float], call: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call SageMaker, again and again while that can help and there is time.

    The pauses double and are spread at random, so that the functions of a large stack do not
    come back all at once.

    Raises
    ------
    ClientError, ConnectionError, HTTPClientError
        botocore's last one, when going on cannot help or there is no time.
    """
    began = time.monotonic()
    longest_pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return call(*args, **kwargs)
        except (ClientError, *NETWORK_ERRORS) as error:
            pause = longest_pause * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
            waited = time.monotonic() - began
            if waited + pause > _patience(error) or seconds_left() - pause < _RESERVE_SECONDS:
                raise
            logger.info({"event": "retry", "in_seconds": round(pause, 1), "because": str(error)})
            time.sleep(pause)
            longest_pause = min(longest_pause * 2, _LONGEST_PAUSE_SECONDS)


def _patience(error: Exception) -> float:
    """Return for how many seconds an error is worth another attempt."""
    if not isinstance(error, ClientError):
        return _UNREACHABLE_SECONDS
    if is_busy(error):
        return float("inf")
    if is_access_denied(error):
        return _IAM_PROPAGATION_SECONDS
    return 0.0
