"""The assumptions have what they need, and agree with the service, the handler and the probes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from lineage_conformance import run_id, sweeper
from lineage_conformance.assumptions import ASSUMPTIONS, lags, responses
from lineage_conformance.assumptions.changes import CHANGES
from lineage_conformance.assumptions.identity import IDENTITY
from lineage_conformance.assumptions.lags import LAGS
from lineage_conformance.assumptions.platform import PLATFORM
from lineage_conformance.assumptions.responses import RESPONSES
from lineage_conformance.contract_tests.deviations import DEVIATIONS
from lineage_conformance.contract_tests.resource import ARTIFACT, ASSOCIATION
from lineage_conformance.probes import PROBES
from lineage_conformance.reading import LONGEST_LAG_SECONDS, OneOf
from lineage_handler import index
from lineage_handler.association.record import record_of
from lineage_handler.sagemaker import consistency, errors
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, behaviour
from sagemaker_lineage import limits
from tests.lineage_handler.simulator.behaviour import CloudFormationBehaviour

TABLE = ASSUMPTIONS.values()


def test_every_field_of_the_service_is_a_knob() -> None:
    knobs = {knob for each in TABLE for knob in each.knobs}
    assert knobs == {each.name for each in fields(Behaviour)}


def test_every_field_of_the_simulated_cloudformation_is_a_knob() -> None:
    knobs = {knob for each in TABLE for knob in each.simulated}
    assert knobs == {each.name for each in fields(CloudFormationBehaviour)}


def test_each_has_a_knob_or_the_reason_why_it_needs_none() -> None:
    assert [
        each.name for each in TABLE if bool(each.knobs or each.simulated) == bool(each.no_knob)
    ] == []


def test_each_has_a_probe_or_the_reason_why_there_is_none() -> None:
    assert {each.name for each in TABLE if each.assumed} == PROBES.keys()
    assert {each.name for each in TABLE if each.safe_with} == PROBES.keys()
    assert [each.name for each in TABLE if bool(each.assumed) == bool(each.no_probe)] == []


def test_no_name_is_given_twice() -> None:
    assert len(TABLE) == sum(map(len, (IDENTITY, CHANGES, LAGS, RESPONSES, PLATFORM)))


def test_strong_evidence_has_nothing_against_it_but_what_is_not_published() -> None:
    strong = [each for each in TABLE if each.strength == "strong" and each.evidence_against]
    assert [each.name for each in strong] == ["requests_per_second"]


@pytest.mark.parametrize("name", [each.name for each in TABLE if each.assumed and each.knobs])
def test_likeliest_reading_is_as_assumed_and_safe(name: str) -> None:
    assumption, likeliest = ASSUMPTIONS[name], getattr(Behaviour(), name)
    assert assumption.assumed
    assert assumption.safe_with
    assert likeliest in assumption.assumed
    assert likeliest in assumption.safe_with


@pytest.mark.parametrize("name", [each.name for each in LAGS])
def test_lag_has_a_limit(name: str) -> None:
    assert not isinstance(ASSUMPTIONS[name].safe_with, OneOf)


def test_limits_are_the_handlers() -> None:
    assert lags.CONSISTENCY.seconds == consistency.CONSISTENCY_SECONDS
    assert {*responses.EXISTS.values} == errors._IN_THE_WAY
    assert {*responses.NOT_FOUND.values} == errors._NOT_FOUND
    assert responses.CONSTRAINT.values == (errors._CONSTRAINT,)


def test_longest_lag_is_the_services() -> None:
    assert LONGEST_LAG_SECONDS == behaviour.LONGEST_LAG_SECONDS


def test_tested_resource_types_are_the_handlers() -> None:
    assert {ARTIFACT, ASSOCIATION} == index._LIFECYCLES.keys()


def test_record_of_an_association_is_the_handlers() -> None:
    association = AssociationMembers("arn:source", "arn:destination", None)
    assert sweeper.record_uri("arn:source", "arn:destination") == record_of(association).source.uri


def test_nothing_of_a_run_looks_like_a_claim() -> None:
    assert not run_id.PREFIX.startswith(limits.RESERVED_TAG_PREFIX_LINEAGE)
    assert not f"{run_id.ARTIFACT_TYPE}:allowed".startswith(limits.RESERVED_TAG_PREFIX_LINEAGE)


def test_conformance_page_names_each_deviation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text()
    assert [name for name in DEVIATIONS if f"`{name}`" not in page] == []
