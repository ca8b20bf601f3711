"""No call and no sleep begins that could outlast the function."""

from __future__ import annotations

import pytest

from lineage_handler.sagemaker.deadline import RESERVE_SECONDS, Deadline
from lineage_handler.sagemaker.errors import OutOfTimeError
from tests.lineage_handler.simulator.turns import Turns


def test_call_can_begin_while_the_reserve_is_left() -> None:
    Deadline(lambda: RESERVE_SECONDS).check()


def test_no_call_begins_within_the_reserve() -> None:
    with pytest.raises(OutOfTimeError):
        Deadline(lambda: RESERVE_SECONDS - 0.001).check()


def test_deadline_asks_for_the_time_that_is_left_each_time() -> None:
    left = iter([RESERVE_SECONDS, 0.0])
    running_out = Deadline(lambda: next(left))
    assert running_out.allows(0)
    assert not running_out.allows(0)


def test_sleep_lasts_as_long_as_asked(clock: Turns) -> None:
    Deadline(lambda: RESERVE_SECONDS + 3).sleep(3)
    assert clock.monotonic() == 3


def test_no_sleep_begins_after_which_no_call_could(clock: Turns) -> None:
    with pytest.raises(OutOfTimeError):
        Deadline(lambda: RESERVE_SECONDS + 2).sleep(3)
    assert clock.monotonic() == 0
