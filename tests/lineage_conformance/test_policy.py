"""The policies that a run prints are enough, and no more than it needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lineage_conformance.policy import restricted_policy, run_policy
from lineage_conformance.report import as_document
from lineage_local.service import Behaviour, LineageService, Principal
from lineage_local.service.caller import Caller
from tests.lineage_local.service.wire import REGION

from .conftest import NewRun

RUNNER, ROLE = "ASIARUNNERRUNNERRUNN", "ASIAROLEROLEROLEROLE"
POLICIES = {RUNNER: run_policy(REGION), ROLE: restricted_policy(REGION)}


def principal_of(caller: Caller) -> Principal:
    return Principal(
        f"arn:aws:sts::000000000000:assumed-role/{caller.access_key}/test",
        [POLICIES[caller.access_key]],
    )


@pytest.fixture(scope="module")
def running_service() -> Iterator[LineageService]:
    with LineageService(principal_of=principal_of) as service:
        yield service


def test_policy_allows_what_a_run_calls_and_nothing_else(
    service: LineageService, new_run: NewRun
) -> None:
    run = new_run(account=RUNNER, role=ROLE)

    run.perform()

    assert as_document(run)["exit_code"] == 0
    assert {each.verdict for each in run.findings if each.assumption.assumed} == {"holding"}
    allowed = [
        action for statement in POLICIES[RUNNER]["Statement"] for action in statement["Action"]
    ]
    called = {f"sagemaker:{call.operation}" for call in service.calls}
    assert sorted(called) == sorted(allowed)


@pytest.mark.parametrize("seconds", [0.0, 6.0, 60.0, 120.0])
def test_lag_of_iam_is_measured_with_a_role(
    seconds: float, service: LineageService, new_run: NewRun
) -> None:
    service.reset(Behaviour(iam_tag_lag_seconds=seconds))
    run = new_run(account=RUNNER, role=ROLE)

    run.probe("iam_tag_lag_seconds")

    (finding,) = [each for each in run.findings if each.assumption.name == "iam_tag_lag_seconds"]
    assert finding.reading
    assert seconds <= float(finding.reading.value) <= seconds * 2.2 + 1
    assert finding.verdict == ("broken" if seconds > 75 else "holding")


def test_role_that_may_do_everything_settles_nothing(new_run: NewRun) -> None:
    run = new_run(account=RUNNER, role=RUNNER)

    run.probe("iam_tag_lag_seconds")

    (finding,) = [each for each in run.findings if each.assumption.name == "iam_tag_lag_seconds"]
    assert finding.verdict == "undecided"
    assert finding.seen == "the role may update an artifact without the tag: see --policy"


def test_without_a_role_it_is_undecided(new_run: NewRun) -> None:
    run = new_run(account=RUNNER)

    run.probe("iam_tag_lag_seconds")

    (finding,) = [each for each in run.findings if each.assumption.name == "iam_tag_lag_seconds"]
    assert finding.seen == "no role was given: see --role-arn and --policy"
    assert run.budget.calls == 0
