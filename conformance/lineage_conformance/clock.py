"""The time that a run waits on, so that a test can let it pass at once."""

import time
from datetime import datetime, timezone, tzinfo
from typing import Protocol


class RunClock(Protocol):
    """What tells the time, and waits."""

    def now(self, zone: tzinfo) -> datetime:
        """Return date and time."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some moment in the past."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        ...


class MachineClock:
    """The machine's clock."""

    def now(self, zone: tzinfo) -> datetime:
        """Return date and time."""
        return datetime.now(zone)

    def monotonic(self) -> float:
        """Return seconds since some moment in the past."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        time.sleep(seconds)


def epoch_seconds(clock: RunClock) -> int:
    """Return the whole seconds since 1970."""
    return int(clock.now(timezone.utc).timestamp())
