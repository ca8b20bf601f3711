"""Every open fact about the service is played, or it is said why not."""

from __future__ import annotations

from dataclasses import fields

import pytest

from lineage_local.service import Behaviour

from .simulator.knobs import READINGS, UNPLAYED, described, longest_lag, seeded_knobs


def test_every_field_is_played_or_has_a_reason() -> None:
    assert not READINGS.keys() & UNPLAYED.keys()
    assert READINGS.keys() | UNPLAYED.keys() == {each.name for each in fields(Behaviour)}


@pytest.mark.parametrize("name", READINGS)
def test_readings_are_others_than_the_default(name: str) -> None:
    assert READINGS[name]
    assert getattr(Behaviour(), name) not in READINGS[name]


def test_seed_draws_the_same_each_time_and_each_reading_some_time() -> None:
    assert seeded_knobs(7) == seeded_knobs(7)
    drawn = [seeded_knobs(seed) for seed in range(200)]
    for name, values in READINGS.items():
        assert {*values, getattr(Behaviour(), name)} == {getattr(each, name) for each in drawn}


def test_description_repeats_a_behaviour() -> None:
    for behaviour in map(seeded_knobs, range(20)):
        assert eval(described(behaviour)) == behaviour  # noqa: S307 (it is this test's own)


def test_longest_lag_is_that_of_all_kinds_and_of_whole_seconds() -> None:
    assert longest_lag(Behaviour()) == 0
    assert longest_lag(Behaviour(list_lag_seconds=3.0, iam_tag_lag_seconds=60.0)) == 60.0
    assert longest_lag(Behaviour(list_lag_seconds=3.0, whole_seconds=True)) == 4.0
