"""Who holds an artifact, as seen from the resource ``Stack/Data`` in ``request-2``."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.ownership.claims import Claim
from lineage_handler.ownership.holders import Holder, holder_of, is_own
from tests.lineage_handler.requests import artifact_request


def claim(**fields: Any) -> Claim:
    return Claim.of(artifact_request("Create", **fields))


THIS_REQUEST = claim(request_id="request-2")
EARLIER_CREATE = claim(request_id="request-1")
KEPT_BESIDE = EARLIER_CREATE.beside_later_ones
SIBLING = claim(logical_id="Sibling")
OTHER_STACK = claim(stack="Other")

OWN, EARLIER, OTHER = Holder.OWN, Holder.EARLIER, Holder.OTHERS

# Whose claims the artifact has, and who holds it for a Create, and for an Update.
TABLE: dict[str, tuple[list[Claim], Holder, Holder]] = {
    "this request": ([THIS_REQUEST], OWN, OWN),
    "this request and an earlier Create": ([THIS_REQUEST, KEPT_BESIDE], OWN, OWN),
    "this request and others": ([THIS_REQUEST, SIBLING, OTHER_STACK], OWN, OWN),
    "an earlier Create": ([EARLIER_CREATE], EARLIER, OWN),
    "two earlier Creates": ([EARLIER_CREATE, KEPT_BESIDE], EARLIER, OWN),
    "an earlier Create and another stack": ([EARLIER_CREATE, OTHER_STACK], EARLIER, OWN),
    "an earlier Create, kept beside": ([KEPT_BESIDE], EARLIER, EARLIER),
    "a sibling": ([SIBLING], Holder.SIBLING, Holder.SIBLING),
    "a sibling, kept beside": ([SIBLING.beside_later_ones], Holder.SIBLING, Holder.SIBLING),
    "a sibling and an earlier Create": ([SIBLING, EARLIER_CREATE], Holder.SIBLING, OWN),
    "a sibling and another stack": ([SIBLING, OTHER_STACK], Holder.SIBLING, Holder.SIBLING),
    "another stack": ([OTHER_STACK], OTHER, OTHER),
}

each_row = pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)


def tags_of(claims: list[Claim]) -> dict[str, str]:
    return {key: value for claim in claims for key, value in claim.tag.items()}


@each_row
def test_holder_in_a_create(row: tuple[list[Claim], Holder, Holder]) -> None:
    claims, holder, _ = row
    assert holder_of(tags_of(claims), artifact_request("Create", request_id="request-2")) is holder


@each_row
def test_holder_in_an_update(row: tuple[list[Claim], Holder, Holder]) -> None:
    claims, _, holder = row
    assert holder_of(tags_of(claims), artifact_request("Update", request_id="request-2")) is holder


@pytest.mark.parametrize("request_type", ["Create", "Update"])
@pytest.mark.parametrize("tags", [{}, {"team": "ml"}])
def test_artifact_without_a_claim_is_others(request_type: str, tags: dict[str, str]) -> None:
    assert holder_of(tags, artifact_request(request_type)) is Holder.OTHERS


def test_claim_of_an_earlier_create_is_own_in_an_update_under_its_first_key_only() -> None:
    """What is kept beside is of an artifact that was retained: no Update gives it up."""
    update = artifact_request("Update", request_id="request-2")
    assert is_own(EARLIER_CREATE, update)
    assert not is_own(KEPT_BESIDE, update)
