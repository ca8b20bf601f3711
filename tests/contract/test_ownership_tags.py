"""The tags that the handler writes, against what the constructs allow and SageMaker takes."""

from __future__ import annotations

from uuid import uuid4

import pytest
import regex
from aws_cdk import Stack

from lineage_graph.readers import claims as read
from lineage_handler.association.record import ADOPTED_ASSOCIATION
from lineage_handler.cloudformation.request import Request
from lineage_handler.ownership import claims, reserved, tag_limit
from lineage_handler.ownership.claims import Claim
from sagemaker_lineage import limits, policy

# TagKey and TagValue of the service model.
TAG_PATTERN = r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)"


def claim(stack: str = "Lineage", logical_id: str = "Everything", kind: str | None = None) -> Claim:
    """Return the claim of a resource, as CloudFormation and Lambda name it at their longest."""
    event = {
        "StackId": f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{stack}/{uuid4()}",
        "LogicalResourceId": logical_id,
        "RequestId": str(uuid4()),
    }
    return Claim.of(Request(event, dict), kind)


def test_ownership_tags_are_spelled_alike() -> None:
    assert limits.RESERVED_TAG_PREFIX_LINEAGE == claims.PREFIX
    assert policy.MARK == claims.MARK
    assert limits.TAGS_MAX == tag_limit.LIMIT
    statements = str([each.to_json() for each in policy.lineage_statements(Stack())])
    assert f"'{claims.CREATED}'" in statements
    assert f"'{claims.ADOPTED}'" in statements


def test_the_command_reads_them_as_the_function_writes_them() -> None:
    event = {
        "StackId": "arn:aws:cloudformation:eu-west-1:000000000000:stack/Lineage/0f1e",
        "LogicalResourceId": "Edge",
        "RequestId": str(uuid4()),
    }
    made = Claim.of(Request(event, dict), "Produced")
    later = made.beside_later_ones

    assert (read.PREFIX, read.MARK) == (claims.PREFIX, claims.MARK)
    assert (read.CREATED, read.ADOPTED) == (claims.CREATED, claims.ADOPTED)
    assert {read.ASSOCIATION_MARK: read.ADOPTED} == ADOPTED_ASSOCIATION
    assert read.RECORD_TYPE == reserved.RECORD_TYPE
    assert read.claim_key(event["StackId"], event["LogicalResourceId"]) == made.key
    found = read.claims({**made.tag, **later.tag, claims.MARK: claims.CREATED, "team": "ml"})
    assert [(each.key, each.holder, each.time) for each in found] == [
        (each.key, "Lineage/Edge", each.made) for each in (made, later)
    ]
    assert {each.stack for each in found} == {read.short_hash(event["StackId"])}


def test_reserved_tags_suffice() -> None:
    """The mark, and the claims of a renamed construct, a retained one and another stack."""
    tags = {claims.MARK: claims.CREATED}
    for held in (claim(), claim(logical_id="Renamed"), claim(stack="Other")):
        tags |= held.tag
    tags |= claim().beside_later_ones.tag
    assert len(tags) <= limits.TAGS_RESERVED


@pytest.mark.parametrize("kind", [None, *limits.ASSOCIATION_TYPES])
def test_tags_of_this_library_are_tags(kind: str | None) -> None:
    """However long the names of stack and resource are."""
    longest = claim("s" * 128, "l" * 255, kind)
    tags = {claims.MARK: claims.CREATED, **ADOPTED_ASSOCIATION}
    tags |= longest.tag | longest.beside_later_ones.tag
    for key, value in tags.items():
        assert limits.TAG_KEY_MIN <= len(key) <= limits.TAG_KEY_MAX
        assert len(value) <= limits.TAG_VALUE_MAX
        assert regex.fullmatch(TAG_PATTERN, key)
        assert regex.fullmatch(TAG_PATTERN, value)
    (found,) = [Claim.parse(*tag) for tag in longest.tag.items()]
    assert (found.association_type, found.request_id) == (kind, longest.request_id)
