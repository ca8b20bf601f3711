from __future__ import annotations

import pytest

from lineage_conformance.budget import CALLS_MAX, Budget, BudgetSpentError
from lineage_conformance.report import as_document
from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.clock import ServiceClock

from .conftest import NewRun


def test_no_more_calls_than_the_budget_has(service: LineageService, new_run: NewRun) -> None:
    run = new_run(calls=80)

    run.perform()

    assert len(service.calls) == run.budget.calls <= 80
    undecided = [each for each in run.findings if "the calls are used up" in each.seen]
    assert undecided
    assert run.tested[0].outcome == "undecided"


def test_what_was_made_is_swept_when_the_budget_is_spent(
    service: LineageService, new_run: NewRun
) -> None:
    run = new_run(calls=80)

    run.perform()

    assert not run.sweeper.left
    client = run.bench.client
    with run.budget.sweeping():
        assert client.list_artifacts()["ArtifactSummaries"] == []


def test_every_lag_at_its_longest_stays_within_calls_and_time(
    service: LineageService, new_run: NewRun
) -> None:
    lags = ("list", "describe", "create_tag", "add_tag", "delete_tag", "tag_cleanup")
    service.reset(Behaviour(**{f"{name}_lag_seconds": 120.0 for name in lags}))  # type: ignore[arg-type]
    run = new_run(pace=2.0)

    run.perform()

    assert run.budget.calls <= CALLS_MAX
    assert run.budget.seconds < 600
    assert not run.sweeper.left


@pytest.mark.parametrize("pace", [1.0, 5.0])
def test_pace_is_kept(pace: float, new_run: NewRun, clock: ServiceClock) -> None:
    run = new_run(pace=pace)
    began = clock.seconds

    run.probe("duplicate_source", "identity")

    assert run.budget.calls == 4
    assert clock.seconds - began == pytest.approx(3 / pace)


def test_attempt_that_is_throttled_counts(service: LineageService, new_run: NewRun) -> None:
    run = new_run()
    service.behaviour = Behaviour(requests_per_second=2.0)

    run.probe("identity", "duplicate_source")

    assert run.budget.throttled
    assert as_document(run)["throttled"] == run.budget.throttled
    assert run.budget.calls == len(service.calls)


def test_no_call_begins_when_the_time_is_used_up(clock: ServiceClock) -> None:
    budget = Budget(clock, lambda: 0, seconds=100.0)
    budget.check(40.0)

    with pytest.raises(BudgetSpentError, match="the time is used up"):
        budget.check(41.0)
    with budget.sweeping():
        budget.check(99.0)


def test_pace_is_more_than_nothing(clock: ServiceClock) -> None:
    with pytest.raises(ValueError, match=r"the pace is 0\.0 calls a second"):
        Budget(clock, lambda: 0, pace=0.0)
