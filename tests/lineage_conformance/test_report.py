"""The report under five settings of the service, each telling the truth."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lineage_conformance.report import BROKEN, OK, as_document, as_json, as_table, exit_code
from lineage_local.service import Behaviour, LineageService

from .conftest import NewRun

LATE_TAGS = {
    "create_tag_lag_seconds": 5.0,
    "add_tag_lag_seconds": 8.0,
    "delete_tag_lag_seconds": 2.0,
    "whole_seconds": True,
}
OPPOSITE = {
    "merge_properties": False,
    "refuse_delete_with_associations": False,
    "duplicate_source": "return",
    "empty_members": False,
    "duplicate_vertices": True,
    "error_texts": "other",
}
# The settings, and the assumptions that must be broken; what is told of every field follows.
SETTINGS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "the likeliest": ({}, set()),
    "the opposite of what is switched": (OPPOSITE, set()),
    "late tags": (LATE_TAGS, set()),
    "the URI alone, and unique names": (
        {"identity": "uri", "unique_names": True, "exists_code": "ConflictException"},
        {"identity", "unique_names"},
    ),
    "late lists and descriptions": (
        {
            "list_lag_seconds": 120.0,
            "describe_lag_seconds": 10.0,
            "duplicate_association": "return",
        },
        {"list_lag_seconds", "describe_lag_seconds", "duplicate_association"},
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_report_tells_the_truth(name: str, service: LineageService, new_run: NewRun) -> None:
    behaviour, broken = SETTINGS[name]
    service.reset(Behaviour(**behaviour))
    run = new_run()

    run.perform()

    entries = {each["name"]: each for each in as_document(run)["assumptions"]}
    assert {name for name, each in entries.items() if each["verdict"] == "broken"} == broken
    for field, value in behaviour.items():
        if isinstance(value, float):
            assert float(entries[field]["reading"].removesuffix(" s")) >= value
        else:
            assert entries[field]["reading"] == str(value)
    assert run.budget.calls < 250
    assert run.budget.seconds < 600
    assert not run.sweeper.left


def test_exit_code_is_that_of_what_is_not_survived(
    service: LineageService, new_run: NewRun
) -> None:
    run = new_run()
    run.perform()
    assert exit_code(run) == OK

    service.reset(Behaviour(unique_names=True))
    run = new_run()
    run.probe()
    assert [each.assumption.name for each in run.findings if each.verdict == "broken"] == [
        "unique_names"
    ]
    assert exit_code(run) == OK

    service.reset(Behaviour(list_lag_seconds=120.0))
    run = new_run()
    run.probe()
    assert exit_code(run) == BROKEN
    assert "is NOT safe with: list_lag_seconds." in as_table(run)


def test_report_is_json_without_account_and_credentials(new_run: NewRun) -> None:
    run = new_run()
    run.perform()

    document = json.loads(as_json(run))

    assert document["calls"] == run.budget.calls
    assert {each["outcome"] for each in document["contract_tests"]} == {"passed", "deviates"}
    assert document["exit_code"] == OK


def test_table_names_each_probe_and_each_contract_test(new_run: NewRun) -> None:
    run = new_run()
    run.perform()

    table = as_table(run)

    for finding in run.findings:
        assert (finding.assumption.name in table) == (finding.assumption.assumed is not None)
    for tested in run.tested:
        assert f"{tested.resource_type} {tested.name}" in table


def test_what_is_not_run_is_undecided(new_run: NewRun) -> None:
    run = new_run()

    run.probe("identity")

    (finding,) = [each for each in run.findings if each.assumption.name == "unique_names"]
    assert (finding.verdict, finding.seen) == ("undecided", "the run was stopped before")
