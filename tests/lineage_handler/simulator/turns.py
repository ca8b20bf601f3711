"""A simulated clock, and threads that take turns on it: what overlaps does so the same each time.

One thread runs at a time. It gives way before a call to SageMaker, when the order that is given
says so, and when it sleeps. Time passes while all of them sleep, and by a millisecond with each
look at the date. A thread whose deadline has passed is killed.
"""

from __future__ import annotations

import heapq
import itertools
import math
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from .faults import Killed

Task = Callable[[], object]

BEGINNING = datetime(2026, 1, 1)
# A task that has begun has a thread of its own.
_MOST_THREADS = 10_000


@dataclass(eq=False)
class _Player:
    """A thread that takes turns."""

    wakes: float
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


class _Queue:
    """The players that wait: of those that have woken, the one that has waited longest is next."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._asleep: list[tuple[float, int, _Player]] = []
        self._awake: list[tuple[int, _Player]] = []

    def __bool__(self) -> bool:
        return bool(self._asleep or self._awake)

    def add(self, player: _Player) -> None:
        """Let a player wait behind the others."""
        heapq.heappush(self._asleep, (player.wakes, next(self._numbers), player))

    def wakes(self) -> float:
        """Return when the first of them wakes or has woken."""
        return self._asleep[0][0] if self._asleep and not self._awake else -math.inf

    def next(self, seconds: float) -> _Player:
        """Return the next of those that have woken by then."""
        while self._asleep and self._asleep[0][0] <= seconds:
            heapq.heappush(self._awake, heapq.heappop(self._asleep)[1:])
        return heapq.heappop(self._awake)[1]


class Turns:
    """The turns and the clock, which stands in for the module ``time``.

    Attributes
    ----------
    datetime
        Stands in for the class ``datetime``.
    """

    def __init__(self) -> None:
        self._seconds = 0.0
        # The service looks at the clock, in threads that take no turns.
        self._lock = threading.Lock()
        self._this_thread = threading.local()
        self._executor: ThreadPoolExecutor
        self._playing: list[Future[None]] = []
        self._players = _Queue()
        self._gaps: Iterator[int] = iter(())
        self._calls_left = math.inf
        self.datetime = self.skewed_datetime(0.0)

    def monotonic(self) -> float:
        """Return seconds since the beginning."""
        return self._seconds

    def rewind(self, seconds: float) -> None:
        """Go back to a moment, to begin from there again."""
        self._seconds = seconds

    def date(self, zone: tzinfo | None) -> datetime:
        """Return the date and time; no two things happen at the same moment."""
        with self._lock:
            self._seconds += 0.001
        return BEGINNING.replace(tzinfo=zone) + timedelta(seconds=self._seconds)

    def skewed_datetime(self, seconds: float) -> type[datetime]:
        """Return a class ``datetime`` whose present is some seconds ahead of this clock's."""
        return _datetime_on(self, timedelta(seconds=seconds))

    def sleep(self, seconds: float) -> None:
        """Let time pass for this thread, and others run meanwhile.

        Raises
        ------
        Killed
            If the thread's deadline passes.
        """
        wakes = min(self._seconds + seconds, self._deadline)
        player: _Player | None = getattr(self._this_thread, "player", None)
        if player is None:
            self._pass_until(wakes)
        else:
            player.wakes = wakes
            self._wait(player)
        self.raise_if_late()

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Kill this thread when so many seconds have passed, as Lambda does with a process."""
        self._this_thread.deadline = self._seconds + seconds
        try:
            yield
        finally:
            self._this_thread.deadline = math.inf

    def raise_if_late(self) -> None:
        """Kill this thread if its deadline has passed.

        Raises
        ------
        Killed
            If it has.
        """
        if self._seconds >= self._deadline:
            raise Killed

    def give_way(self) -> None:
        """Let the next one go on, if so many calls have been made as the order says."""
        player: _Player | None = getattr(self._this_thread, "player", None)
        if player is None:
            return
        self._calls_left -= 1
        if self._calls_left <= 0:
            self._calls_left = next(self._gaps, math.inf)
            self._wait(player)
            self.raise_if_late()

    def run(self, tasks: Iterable[Task], gaps: Iterable[int]) -> None:
        """Run tasks at the same time; the first begins.

        Parameters
        ----------
        tasks
            What to run.
        gaps
            How many calls are made before the next one's turn comes, each time. When there are no
            more of them, each goes on until it sleeps or ends.
        """
        assert not self._players, "turns within turns"
        self._gaps = iter(gaps)
        self._calls_left = next(self._gaps, math.inf)
        self._playing = []
        with ThreadPoolExecutor(_MOST_THREADS) as self._executor:
            for task in tasks:
                self.begin(task)
            self._pass_on()
            # Those that are begun meanwhile come to the end of the list.
            for each in self._playing:
                each.exception()
        for each in self._playing:
            each.result()

    def begin(self, task: Task) -> None:
        """Run a task at the same time as those that run: one of them begins it."""
        player = _Player(wakes=self._seconds)
        self._players.add(player)
        self._playing.append(self._executor.submit(self._play, player, task))

    def _play(self, player: _Player, task: Task) -> None:
        self._this_thread.player = player
        player.turn.acquire()
        try:
            task()
        finally:
            self._pass_on()

    @property
    def _deadline(self) -> float:
        deadline: float = getattr(self._this_thread, "deadline", math.inf)
        return deadline

    def _wait(self, player: _Player) -> None:
        self._players.add(player)
        self._pass_on()
        player.turn.acquire()

    def _pass_until(self, seconds: float) -> None:
        with self._lock:
            self._seconds = max(self._seconds, seconds)

    def _pass_on(self) -> None:
        if self._players:
            self._pass_until(self._players.wakes())
            self._players.next(self._seconds).turn.release()


def _datetime_on(turns: Turns, skew: timedelta) -> type[datetime]:
    """Return the class ``datetime`` whose present is that of the simulated clock, and a skew."""

    class SimulatedDatetime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> SimulatedDatetime:
            moment = turns.date(tz) + skew
            return cls.combine(moment.date(), moment.timetz())

    return SimulatedDatetime
