"""The clock that the simulator waits on: the machine's own, or a simulated one (see `turns`)."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What tells the time, and waits."""

    def monotonic(self) -> float:
        """Return seconds since some moment in the past."""
        ...

    def date(self, zone: tzinfo) -> datetime:
        """Return the date and time."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        ...

    def deadline(self, seconds: float, /) -> AbstractContextManager[None]:
        """Return a context in which this thread is killed when so many seconds have passed."""
        ...


class RealClock:
    """The machine's clock, which kills nobody."""

    def monotonic(self) -> float:
        """Return seconds since some moment in the past."""
        return time.monotonic()

    def date(self, zone: tzinfo) -> datetime:
        """Return the date and time."""
        return datetime.now(zone)

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        time.sleep(seconds)

    def deadline(self, _seconds: float) -> AbstractContextManager[None]:
        """Return a context in which nothing happens."""
        return nullcontext()
