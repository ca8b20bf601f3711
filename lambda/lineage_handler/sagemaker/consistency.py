"""Every wait for SageMaker to show what was written.

How late lists, tags and descriptions show it is published nowhere.
"""

import time
from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeVar

from .deadline import Deadline

T = TypeVar("T")

# What must be there is polled for this long, ever more rarely. The SageMaker SDK waits for tags in
# steps of seconds (sagemaker-python-sdk, tests/integ/sagemaker/lineage/test_artifact.py); a minute
# of lag is survived, and then some for the last poll.
CONSISTENCY_SECONDS = 75.0
POLL_SECONDS = 1.0
LONGEST_POLL_SECONDS = 10.0
_GROWTH = 1.5
# An older artifact shows all its tags; half of this would do, for the clocks of two hosts.
NEW_SECONDS = 120.0
# A Create or Update that CloudFormation has cancelled may still run when the next request comes.
RUNNING_REQUEST_SECONDS = 20.0


def is_new(creation_time: datetime | None) -> bool:
    """Return whether something was created so lately that its tags may not show yet."""
    if creation_time is None:
        return False
    return (datetime.now(timezone.utc) - creation_time).total_seconds() < NEW_SECONDS


def poll_until(read: Callable[[], T | None], deadline: Deadline) -> T | None:
    """Read until something is there; return None if it does not come in ``CONSISTENCY_SECONDS``.

    Raises `OutOfTimeError` if the deadline comes before it does.
    """
    give_up, pause = time.monotonic() + CONSISTENCY_SECONDS, POLL_SECONDS
    while (found := read()) is None and time.monotonic() < give_up:
        deadline.sleep(pause)
        pause = min(pause * _GROWTH, LONGEST_POLL_SECONDS)
    return found


def wait_for_consistency(deadline: Deadline) -> None:
    """Wait until SageMaker shows whatever was written so far."""
    deadline.sleep(CONSISTENCY_SECONDS)


def wait_for_running_request(deadline: Deadline) -> None:
    """Wait for a cancelled request: what it writes by half cannot be released while it goes on."""
    deadline.sleep(RUNNING_REQUEST_SECONDS)
