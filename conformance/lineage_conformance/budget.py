"""What a run may cost: calls, seconds, and calls a second.

The lineage API is throttled at a low rate for the whole account, so a run that goes as fast as it
can would slow down whoever else works in the account.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .clock import RunClock

CALLS_MAX = 249
SECONDS_MAX = 570.0
PACE = 2.0
"""Calls a second."""

# Kept for the sweeper: the seconds, and the calls beside those that delete what is known.
_SECONDS_TO_SWEEP = 60.0
_CALLS_TO_SWEEP = 10


class BudgetSpentError(Exception):
    """The run may make no further call."""


class Budget:
    """Counts, spaces and limits the calls of the clients that it watches.

    Parameters
    ----------
    clock
        What it waits on.
    pace
        Calls a second, more than 0.
    to_sweep
        Returns how many calls the sweeper would need now for what the run has made.
    calls
        How many calls the run may make, those to sweep included.
    seconds
        How long it may take, sweeping included.

    Examples
    --------
    >>> budget = Budget(MachineClock(), journal.size, pace=2.0)
    >>> budget.watch(boto3.client("sagemaker"))
    """

    def __init__(
        self,
        clock: RunClock,
        to_sweep: Callable[[], int],
        *,
        pace: float = PACE,
        calls: int = CALLS_MAX,
        seconds: float = SECONDS_MAX,
    ) -> None:
        if pace <= 0:
            raise ValueError(f"the pace is {pace} calls a second, more than 0 is allowed")
        self.calls = 0
        self.throttled = 0
        self._clock = clock
        self._calls_max, self._seconds_max, self._pause = calls, seconds, 1 / pace
        self._began = self._next = clock.monotonic()
        self._to_sweep, self._is_sweeping = to_sweep, False

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return self._clock.monotonic() - self._began

    def watch(self, client: Any) -> None:
        """Count the calls of a boto3 client from now on, each attempt as one."""
        client.meta.events.register("before-send", self._before_send)
        client.meta.events.register("response-received", self._response_received)

    def check(self, seconds: float = 0.0) -> None:
        """Raise `BudgetSpentError` if no call can be made after some seconds."""
        kept = 0 if self._is_sweeping else self._to_sweep() + _CALLS_TO_SWEEP
        if self.calls + kept >= self._calls_max:
            raise BudgetSpentError(f"the calls are used up: {self.calls}, and {kept} to sweep")
        kept_seconds = 0.0 if self._is_sweeping else _SECONDS_TO_SWEEP
        if self.seconds + seconds > self._seconds_max - kept_seconds:
            raise BudgetSpentError(f"the time is used up: {self.seconds:.0f} s")

    @contextmanager
    def sweeping(self) -> Iterator[None]:
        """Allow what is kept for the sweeper."""
        self._is_sweeping = True
        try:
            yield
        finally:
            self._is_sweeping = False

    def _before_send(self, **_: object) -> None:
        self.check()
        moment = self._clock.monotonic()
        if self._next > moment:
            self._clock.sleep(self._next - moment)
        self._next = max(self._next, moment) + self._pause
        self.calls += 1

    def _response_received(self, parsed_response: dict[str, Any] | None, **_: object) -> None:
        error = (parsed_response or {}).get("Error", {})
        self.throttled += str(error.get("Code", "")).startswith("Throttl")
