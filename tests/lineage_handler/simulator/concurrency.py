"""How many invocations Lambda runs at a time; the events beyond wait in its queue."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from .clock import Clock

# "The retry interval increases exponentially from 1 second after the first attempt to a maximum of
# 5 minutes." It is no attempt at the event. That the intervals are spread at random is not said: if
# all events came back at one moment, most would find no place until they are too old.
# https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 300.0


class Concurrency:
    """An account's concurrency.

    Parameters
    ----------
    limit
        How many invocations run at a time: 1000, or 10 in a new account.
    """

    def __init__(self, limit: int) -> None:
        self._free = limit

    @contextmanager
    def invocation(self, clock: Clock, seconds: float) -> Iterator[bool]:
        """Wait for a free place, and hold it; yield whether there was one within some seconds."""
        ends, pause = clock.monotonic() + seconds, _FIRST_PAUSE_SECONDS
        while not self._free and clock.monotonic() <= ends:
            clock.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (no secret)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
        if clock.monotonic() > ends:
            yield False
            return
        self._free -= 1
        try:
            yield True
        finally:
            self._free += 1
