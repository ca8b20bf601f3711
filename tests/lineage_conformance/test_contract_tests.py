"""CloudFormation's contract tests: which there are, and that each can fail."""

from __future__ import annotations

import pytest

from lineage_conformance.contract_tests.deviations import DEVIATIONS
from lineage_conformance.contract_tests.resource import ARTIFACT, ASSOCIATION
from lineage_conformance.run import Run
from lineage_handler.artifact import adopt, apply
from lineage_handler.association import lifecycle
from lineage_handler.sagemaker.client import LineageApi
from lineage_local.service import Behaviour, LineageService

from .conftest import NewRun

# "Contract tests for resource types", CloudFormation CLI user guide, and its suite.
CREATE = {
    "contract_create_create",
    "contract_create_delete",
    "contract_create_list",
    "contract_create_read",
}
UPDATE = {"contract_update_list", "contract_update_read"}
DELETE = {
    "contract_delete_create",
    "contract_delete_delete",
    "contract_delete_list",
    "contract_delete_read",
    "contract_delete_update",
}
OF_ARTIFACTS = {
    "contract_create_taggable",
    "contract_update_create_only_property",
    "contract_update_tag_updatable",
    "contract_update_tag_updatable (none)",
    "contract_update_tag_updatable (anew)",
    "contract_update_without_create",
}
OF_ASSOCIATIONS = {"contract_update_create_only_property (source)"}


def outcomes(run: Run, outcome: str) -> set[tuple[str, str]]:
    return {(each.resource_type, each.name) for each in run.tested if each.outcome == outcome}


@pytest.mark.parametrize(
    ("resource_type", "own"), [(ARTIFACT, OF_ARTIFACTS), (ASSOCIATION, OF_ASSOCIATIONS)]
)
def test_all_tests_are_run(resource_type: str, own: set[str], run: Run) -> None:
    run.test_contract()

    names = [each.name for each in run.tested if each.resource_type == resource_type]
    assert sorted(names) == sorted(CREATE | UPDATE | DELETE | own)


def test_each_passes_or_deviates_on_purpose(run: Run) -> None:
    run.test_contract()

    assert {each.outcome for each in run.tested} == {"passed", "deviates"}
    assert {name for _, name in outcomes(run, "deviates")} == DEVIATIONS.keys()


@pytest.mark.parametrize(
    "behaviour",
    [
        {"duplicate_source": "return", "merge_properties": False},
        {"refuse_delete_with_associations": False, "empty_members": False},
        {"exists_code": "ResourceInUse", "error_texts": "other", "whole_seconds": True},
    ],
)
def test_they_pass_under_other_readings(
    behaviour: dict[str, object], service: LineageService, run: Run
) -> None:
    service.reset(Behaviour(**behaviour))  # type: ignore[arg-type]

    run.test_contract()

    assert outcomes(run, "failed") | outcomes(run, "undecided") == set()


def test_update_that_loses_tags_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "_apply_tags", lambda *_: None)

    run.test_contract()

    failed = {name for _, name in outcomes(run, "failed")}
    assert {"contract_update_read", "contract_update_tag_updatable (none)"} <= failed


def test_delete_that_leaves_the_artifact_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineageApi, "delete_artifact", lambda *_: None)

    run.test_contract()

    assert (ARTIFACT, "contract_delete_read") in outcomes(run, "failed")
    assert (ARTIFACT, "contract_delete_list") in outcomes(run, "failed")


def test_association_of_the_wrong_type_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineageApi, "delete_association", lambda *_: None)

    run.test_contract()

    assert (ASSOCIATION, "contract_update_read") in outcomes(run, "failed")
    assert (ASSOCIATION, "contract_delete_read") in outcomes(run, "failed")


def test_second_create_that_succeeds_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopt, "check_artifact_holder", lambda *_, **__: None)
    monkeypatch.setattr(lifecycle, "check_association_holder", lambda *_, **__: None)

    run.test_contract()

    for resource_type in (ARTIFACT, ASSOCIATION):
        assert (resource_type, "contract_create_create") in outcomes(run, "failed")


def test_rest_is_undecided_when_the_budget_is_spent(new_run: NewRun) -> None:
    run = new_run(calls=40)

    run.test_contract()

    assert outcomes(run, "failed") == set()
    assert (ARTIFACT, "(the rest)") in outcomes(run, "undecided")
