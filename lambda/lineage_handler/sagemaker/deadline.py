"""The deadline of a request: no call and no sleep begins that could outlast the function."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .errors import OutOfTimeError

# No call begins with less left: it may take its time-out, and the response has to be sent as well.
RESERVE_SECONDS = 20.0


@dataclass(frozen=True)
class Deadline:
    """The moment by which the function has to have responded.

    ``seconds_left`` returns the seconds before Lambda ends the function; 0 when it has responded.
    """

    seconds_left: Callable[[], float]

    def allows(self, seconds: float) -> bool:
        """Return whether a call can follow after some seconds."""
        return self.seconds_left() - seconds >= RESERVE_SECONDS

    def check(self, seconds: float = 0.0) -> None:
        """Raise `OutOfTimeError` if no call can follow after some seconds."""
        if not self.allows(seconds):
            raise OutOfTimeError

    def sleep(self, seconds: float) -> None:
        """Sleep; raise `OutOfTimeError` if no call could follow."""
        self.check(seconds)
        time.sleep(seconds)
