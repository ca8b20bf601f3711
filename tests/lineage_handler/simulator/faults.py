"""What goes wrong with calls to SageMaker, and with the process that makes them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from lineage_local.service import Fault

# The process that has made a call is dead: the one, since no two calls are made at the same time.
_is_dead = threading.Event()

PASSING = ["throttle", "error", "unavailable", "conflict", "reset", "lost"]
KILLS = ["killed before", "killed after"]

# More calls than a function makes in its time.
ALWAYS = 10**6


class Killed(BaseException):
    """The invocation's process has died."""


def kill(at: str, *, skip: int = 0, times: int = 1, operation: str | None = None) -> Fault:
    """Return the fault that kills the process at a call, before or after it is committed."""
    return Fault(
        "reset",
        operation,
        at="after" if at == "after" else "before",
        skip=skip,
        times=times,
        hook=_is_dead.set,
    )


def raise_if_killed() -> None:
    """Let the process die, if a call has killed it.

    Raises
    ------
    Killed
        If it is dead.
    """
    if _is_dead.is_set():
        _is_dead.clear()
        raise Killed


@dataclass(frozen=True)
class RandomFault:
    """Something that goes wrong with some calls of a deployment.

    Attributes
    ----------
    kind
        One of `PASSING`, `KILLS`, ``access_denied`` or ``slow``: the call takes ten seconds.
    skip
        How many calls it lets pass.
    times
        How many calls it happens to.
    """

    kind: str
    skip: int
    times: int

    def fault(self, sleep: Callable[[float], None]) -> Fault:
        """Return it for the service; `sleep` lets time pass during a slow call."""
        if self.kind in KILLS:
            at = self.kind.removeprefix("killed ")
            return kill(at, skip=self.skip, times=self.times)
        if self.kind == "lost":
            return Fault("reset", at="after", skip=self.skip, times=self.times)
        if self.kind == "slow":
            return Fault(skip=self.skip, times=self.times, hook=lambda: sleep(10.0))
        outcome: Literal["throttle", "access_denied"] = self.kind  # type: ignore[assignment]
        return Fault(outcome, skip=self.skip, times=self.times)


# A deployment makes some ten calls.
skips = st.integers(0, 12)


def random_faults() -> st.SearchStrategy[list[RandomFault]]:
    """Draw what goes wrong in a deployment: up to three things, of which some last."""
    passing = st.builds(RandomFault, st.sampled_from(PASSING), skips, times=st.integers(1, 4))
    # Three kills are the end of a request, and more of the next one too.
    killing = st.builds(
        RandomFault, st.sampled_from(KILLS), skips, times=st.sampled_from([1, 3, 6])
    )
    lasting = st.builds(
        RandomFault,
        st.sampled_from(["throttle", "access_denied", "slow"]),
        skips,
        times=st.sampled_from([4, 12, 40]),
    )
    return st.one_of(
        st.lists(passing, max_size=3),
        st.lists(st.one_of(killing, killing, killing, passing), min_size=1, max_size=3),
        st.lists(st.one_of(lasting, lasting, lasting, passing), min_size=1, max_size=3),
    )


def short_faults() -> st.SearchStrategy[list[RandomFault]]:
    """Draw what goes wrong for a moment."""
    passing = st.builds(RandomFault, st.sampled_from(PASSING), st.integers(0, 6), st.just(1))
    return st.lists(passing, max_size=2)
