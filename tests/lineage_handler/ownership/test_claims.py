"""Claims and the mark, as tags on an artifact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lineage_handler.ownership import claims
from lineage_handler.ownership.claims import Claim, Ownership
from tests.lineage_handler.requests import artifact_request, association_request
from tests.lineage_handler.simulator.turns import BEGINNING, Turns

TAG_KEY_LIMIT, TAG_VALUE_LIMIT = 128, 256
LONGEST_STACK, LONGEST_LOGICAL_ID = "s" * 128, "l" * 255


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "datetime", Turns().datetime)


@pytest.fixture
def claim() -> Claim:
    return Claim.of(artifact_request("Create"))


def value_of(claim: Claim) -> str:
    (value,) = claim.tag.values()
    return value


def test_key_holds_hashes_of_stack_and_resource(claim: Claim) -> None:
    assert re.fullmatch("cdk-sagemaker-lineage:claim:[0-9a-f]{16}:[0-9a-f]{16}", claim.key)


@pytest.mark.parametrize(
    "other", [{"logical_id": "Other"}, {"stack": "Other"}], ids=["resource", "stack"]
)
def test_another_resource_has_another_key(claim: Claim, other: dict[str, Any]) -> None:
    assert Claim.of(artifact_request("Create", **other)).key != claim.key


def test_resource_has_the_same_key_in_each_request(claim: Claim) -> None:
    assert Claim.of(artifact_request("Delete", request_id="request-2")).key == claim.key


def test_value_says_who_made_the_claim_and_when(claim: Claim) -> None:
    assert value_of(claim) == "Stack/Data by request-1 at 2026-01-01T00:00:00Z"


def test_value_says_which_association_type_is_declared() -> None:
    claim = Claim.of(association_request("Create", logical_id="Edge"), "DerivedFrom")
    assert value_of(claim) == "Stack/Edge as DerivedFrom by request-1 at 2026-01-01T00:00:00Z"


@pytest.mark.parametrize("kind", [None, "SameAs"])
def test_tag_is_read_as_the_claim_that_was_written(kind: str | None) -> None:
    claim = Claim.of(artifact_request("Create"), kind)
    (tag,) = claim.tag.items()
    assert Claim.parse(*tag) == claim


def test_claim_without_a_request_is_kept_as_it_is() -> None:
    claim = Claim.parse("key", "Stack/Data")
    assert (claim.holder, claim.request_id) == ("Stack/Data", "")
    assert claim.tag == {"key": "Stack/Data"}


def test_value_that_somebody_else_wrote_is_the_holder() -> None:
    assert Claim.parse("key", "someone wrote this").holder == "someone wrote this"


def test_long_names_fit_a_tag_and_lose_their_end() -> None:
    request = artifact_request("Create", stack=LONGEST_STACK, logical_id=LONGEST_LOGICAL_ID)
    claim = Claim.of(request, "AssociatedWith")
    (value,) = claim.tag.values()
    assert len(claim.beside_later_ones.key) <= TAG_KEY_LIMIT
    assert len(value) == TAG_VALUE_LIMIT
    assert value.startswith(f"{LONGEST_STACK}/lll")
    assert Claim.parse(claim.key, value).request_id == "request-1"
    assert Claim.parse(claim.key, value).association_type == "AssociatedWith"


def test_claim_of_an_earlier_create_is_kept_beside_that_of_a_later_one(claim: Claim) -> None:
    later = Claim.of(artifact_request("Create", request_id="request-2"))
    kept = claim.beside_later_ones
    assert kept.key not in {claim.key, later.key, later.beside_later_ones.key}
    assert kept.beside_later_ones == kept
    assert value_of(kept) == value_of(claim)


def test_all_claims_of_a_resource_are_told_by_their_keys(claim: Claim) -> None:
    other = Claim.of(artifact_request("Create", logical_id="Other"))
    assert claim.beside_later_ones.resource == claim.resource == claim.key
    assert other.resource != claim.resource


def test_all_claims_of_a_stack_are_told_by_their_keys(claim: Claim) -> None:
    sibling = Claim.of(artifact_request("Create", logical_id="Other"))
    stranger = Claim.of(artifact_request("Create", stack="Other"))
    assert sibling.beside_later_ones.stack == sibling.stack == claim.stack
    assert stranger.stack != claim.stack


@pytest.mark.parametrize(("seconds_ago", "is_younger"), [(59, True), (61, False)])
def test_age_of_a_claim(claim: Claim, seconds_ago: int, *, is_younger: bool) -> None:
    made = (BEGINNING - timedelta(seconds=seconds_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert replace(claim, made=made).is_younger_than(60) is is_younger


def test_claim_that_does_not_say_when_it_was_made_counts_as_young() -> None:
    assert Claim.parse("key", "Stack/Data").is_younger_than(60)


def test_ownership_is_the_mark_and_the_claims(claim: Claim) -> None:
    other = Claim.of(artifact_request("Create", stack="Other")).beside_later_ones
    tags = {
        "cdk-sagemaker-lineage:managed": "created",
        "cdk-sagemaker-lineage:association": "adopted",
        "team": "ml",
    }
    ownership = Ownership.read(tags | claim.tag | other.tag)
    assert ownership.mark == "created"
    assert set(ownership.claims) == {claim, other}


def test_artifact_of_others_has_neither_mark_nor_claims() -> None:
    assert Ownership.read({"team": "ml"}) == Ownership(None, ())


def test_holders_are_named_once(claim: Claim) -> None:
    other = Claim.of(artifact_request("Create", stack="Another"))
    ownership = Ownership.read(claim.tag | claim.beside_later_ones.tag | other.tag)
    assert ownership.holders() == "Another/Data, Stack/Data"


@pytest.mark.parametrize("key", ["claim:", "claim:0123", "claim:01:23:45:67", "association"])
def test_other_tags_are_no_claims(key: str) -> None:
    assert Ownership.read({f"cdk-sagemaker-lineage:{key}": "Stack/Data"}).claims == ()
