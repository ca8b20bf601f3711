"""An artifact can have 50 tags, and those of this library count."""

from __future__ import annotations

import pytest

from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.ownership.claims import CREATED, MARK, Claim
from lineage_handler.ownership.tag_limit import LIMIT, check_tag_limit
from tests.lineage_handler.requests import artifact_request

OWNERSHIP = {
    MARK: CREATED,
    **Claim.of(artifact_request("Create")).tag,
    **Claim.of(artifact_request("Create", stack="Another")).tag,
}


def tags(count: int) -> dict[str, str]:
    """Return so many tags, three of which say who owns the artifact."""
    return OWNERSHIP | {f"key-{number}": "value" for number in range(count - len(OWNERSHIP))}


def test_as_many_as_an_artifact_can_have_are_not_refused() -> None:
    check_tag_limit(tags(LIMIT))


def test_one_more_is_refused_with_what_there_is_of_each_kind() -> None:
    with pytest.raises(Failure) as refused:
        check_tag_limit(tags(LIMIT + 1))
    message = str(refused.value)
    assert "would have 51 tags, and SageMaker allows 50" in message
    assert "48 are declared or others', and 3 say who owns it" in message
    assert "(Another/Data, Stack/Data)" in message
    assert "declare fewer tags, or let fewer stacks share the artifact" in message


def test_tags_of_aws_do_not_count() -> None:
    check_tag_limit(tags(LIMIT) | {"aws:cloudformation:stack-name": "Stack"})
