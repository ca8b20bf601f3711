"""Requests that overlap, in the same way each time: threads that take turns, on a clock of theirs.

One thread runs at a time. It gives way before a call to SageMaker, when the order that is given
says so, and when it sleeps. Time passes while all of them sleep, and by a millisecond with each
look at the clock.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

Task = Callable[[], object]

BEGINNING = datetime(2026, 1, 1)


@dataclass(eq=False)
class _Player:
    """A thread that takes turns."""

    wakes: float
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


class Turns:
    """The turns and the clock, which stands in for the modules ``time`` and ``datetime``."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._this_thread = threading.local()
        self._players: list[_Player] = []
        self._gaps: Iterator[int] = iter(())
        self._calls_left = math.inf

    def monotonic(self) -> float:
        return self._seconds

    def now(self, zone: tzinfo) -> datetime:
        # No two things happen at the same moment.
        self._seconds += 0.001
        return BEGINNING.replace(tzinfo=zone) + timedelta(seconds=self._seconds)

    def sleep(self, seconds: float) -> None:
        player: _Player | None = getattr(self._this_thread, "player", None)
        if player is None:
            self._seconds += seconds
            return
        player.wakes = self._seconds + seconds
        self._wait(player)

    def give_way(self) -> None:
        """Let the next one go on, if so many calls have been made as the order says."""
        player: _Player | None = getattr(self._this_thread, "player", None)
        if player is None:
            return
        self._calls_left -= 1
        if self._calls_left <= 0:
            self._calls_left = next(self._gaps, math.inf)
            self._wait(player)

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
        self._gaps = iter(gaps)
        self._calls_left = next(self._gaps, math.inf)

        def play(player: _Player, task: Task) -> None:
            self._this_thread.player = player
            player.turn.acquire()
            try:
                task()
            finally:
                self._players.remove(player)
                self._pass_on()

        tasks = list(tasks)
        self._players = [_Player(wakes=self._seconds) for _ in tasks]
        with ThreadPoolExecutor(len(tasks)) as executor:
            playing = [
                executor.submit(play, *each) for each in zip(self._players, tasks, strict=True)
            ]
            self._pass_on()
        for each in playing:
            each.result()

    def _wait(self, player: _Player) -> None:
        self._players.remove(player)
        self._players.append(player)
        self._pass_on()
        player.turn.acquire()

    def _pass_on(self) -> None:
        if self._players:
            self._seconds = max(self._seconds, min(player.wakes for player in self._players))
            ready = next(each for each in self._players if each.wakes <= self._seconds)
            ready.turn.release()
