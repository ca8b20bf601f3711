"""How long a call is retried.

botocore's own retries are off: they know neither the function's deadline nor that a stack of
hundreds of artifacts is throttled for minutes.
"""

import logging
import math
import random
import time
from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

from .consistency import CONSISTENCY_SECONDS
from .deadline import Deadline
from .errors import CONFLICT, NETWORK_ERRORS, code_of, is_access_denied, is_throttled

logger = logging.getLogger(__name__)

R = TypeVar("R")

# A role or policy that was just made is not known everywhere at once.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
IAM_PROPAGATION_SECONDS = 15.0
# What the role may do to an artifact depends on the tags that IAM knows of it. It may learn of them
# as late as ListTags shows them.
_BY_TAGS = {"AddTags", "DeleteTags", "UpdateArtifact", "DeleteArtifact"}
# Another call on the same resource takes seconds at most.
CONFLICT_SECONDS = 10.0
# A connection that fails for this long is not a hiccup: the function has no way to SageMaker.
UNREACHABLE_SECONDS = 30.0

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
# Nor is the pause of a throttled call longer than this part of the time that is left.
_PART_OF_TIME_LEFT = 1 / 30


def with_retries(deadline: Deadline, call: Callable[[], R], *, served: int = 0) -> R:
    """Call SageMaker again while that can help and there is time; raise the last error then.

    The pauses double and are spread at random, so that the functions of a large stack do not
    come back all at once. Of throttled calls they stay the shorter the more calls of the request
    were ``served`` before, and the less time is left: functions that share a low rate end one after
    another, each in its time, instead of all at last. The last pause ends when the time of the
    error is up. Raises `OutOfTimeError` if there is no time for a first call.
    """
    began = time.monotonic()
    longest_pause = FIRST_PAUSE_SECONDS
    while True:
        deadline.check()
        try:
            return call()
        except (ClientError, *NETWORK_ERRORS) as error:
            pause = longest_pause * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
            left = began + _seconds_of_retries(error) - time.monotonic()
            pause = min(pause, left)
            if pause <= 0 or not deadline.allows(pause):
                raise
            logger.info({"event": "retry", "in_seconds": round(pause, 1), "because": str(error)})
            time.sleep(pause)
            longest_pause = min(longest_pause * 2, _longest_pause(error, deadline, served))


def _longest_pause(error: Exception, deadline: Deadline, served: int) -> float:
    if not (isinstance(error, ClientError) and is_throttled(error)):
        return LONGEST_PAUSE_SECONDS
    seconds = min(LONGEST_PAUSE_SECONDS, deadline.seconds_left() * _PART_OF_TIME_LEFT)
    return max(seconds / (1 + served), FIRST_PAUSE_SECONDS)


def _seconds_of_retries(error: Exception) -> float:
    if not isinstance(error, ClientError):
        return UNREACHABLE_SECONDS
    if is_throttled(error):
        return math.inf
    if is_access_denied(error):
        is_by_tags = error.operation_name in _BY_TAGS
        return CONSISTENCY_SECONDS if is_by_tags else IAM_PROPAGATION_SECONDS
    return CONFLICT_SECONDS if code_of(error) == CONFLICT else 0.0
