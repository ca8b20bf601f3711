"""Runs coroutines together: what one of them waits for costs the others no time.

One that waits hands the seconds that it wants to wait to `run_together`. One call is made at a
time.
"""

import heapq
import types
from collections import deque
from collections.abc import Coroutine, Generator, Iterator, Mapping
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from .budget import Budget, BudgetSpentError
from .clock import RunClock
from .reading import UndecidedError

T = TypeVar("T")

Steps = Coroutine[float, None, T]
"""What is on its way to a result, and waits now and then."""


@types.coroutine
def pause(seconds: float) -> Generator[float, None, None]:
    """Let the others go on for some seconds."""
    yield seconds


def run_together(
    tasks: Mapping[str, Steps[T]], clock: RunClock, budget: Budget
) -> Iterator[tuple[str, T | UndecidedError]]:
    """Run coroutines and yield the name of each with its result, in the order in which they end."""
    waiting: list[tuple[float, str]] = []
    new = deque(tasks)
    try:
        while waiting or new:
            # What waits goes on in time: only then does its wait tell how late something was.
            if waiting and (not new or waiting[0][0] <= clock.monotonic()):
                wakes, name = heapq.heappop(waiting)
            else:
                wakes, name = clock.monotonic(), new.popleft()
            try:
                _sleep_until(wakes, clock, budget)
                seconds = tasks[name].send(None)
            except StopIteration as end:
                yield name, end.value
            except (BotoCoreError, BudgetSpentError, ClientError, UndecidedError) as error:
                yield name, UndecidedError(str(error))
            else:
                heapq.heappush(waiting, (clock.monotonic() + seconds, name))
    finally:
        for task in tasks.values():
            task.close()


def _sleep_until(moment: float, clock: RunClock, budget: Budget) -> None:
    seconds = max(moment - clock.monotonic(), 0.0)
    budget.check(seconds)
    clock.sleep(seconds)
