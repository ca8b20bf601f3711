from __future__ import annotations

import pytest

from lineage_conformance.budget import Budget
from lineage_conformance.reading import UndecidedError
from lineage_conformance.schedule import pause, run_together
from tests.lineage_local.service.clock import ServiceClock


async def waiting(*pauses: float) -> float:
    for seconds in pauses:
        await pause(seconds)
    return sum(pauses)


async def undecided() -> float:
    await pause(1.0)
    raise UndecidedError("nothing to see")


def test_waits_overlap(clock: ServiceClock) -> None:
    began = clock.seconds
    tasks = {"long": waiting(10.0, 20.0), "short": waiting(5.0), "none": waiting()}

    ended = list(run_together(tasks, clock, Budget(clock, lambda: 0)))

    assert ended == [("none", 0.0), ("short", 5.0), ("long", 30.0)]
    assert clock.seconds - began == pytest.approx(30.0)


def test_one_that_is_undecided_does_not_stop_the_others(clock: ServiceClock) -> None:
    tasks = {"undecided": undecided(), "other": waiting(2.0)}

    ended = dict(run_together(tasks, clock, Budget(clock, lambda: 0)))

    assert str(ended["undecided"]) == "nothing to see"
    assert ended["other"] == 2.0


def test_wait_that_outlasts_the_budget_does_not_begin(clock: ServiceClock) -> None:
    began = clock.seconds
    budget = Budget(clock, lambda: 0, seconds=100.0)

    ended = dict(run_together({"long": waiting(1000.0)}, clock, budget))

    assert "the time is used up" in str(ended["long"])
    assert clock.seconds == began


async def measuring(clock: ServiceClock, pauses: int) -> float:
    """Return how late it was woken at most."""
    late = 0.0
    for _ in range(pauses):
        began = clock.seconds
        await pause(1.0)
        late = max(late, clock.seconds - began - 1.0)
    return late


async def working(clock: ServiceClock) -> float:
    clock.sleep(0.75)
    return 0.0


def test_what_waits_goes_on_before_others_begin(clock: ServiceClock) -> None:
    tasks = {"measuring": measuring(clock, 5)}
    tasks |= {f"work {number}": working(clock) for number in range(10)}

    ended = dict(run_together(tasks, clock, Budget(clock, lambda: 0)))

    assert ended["measuring"] == pytest.approx(0.5)
