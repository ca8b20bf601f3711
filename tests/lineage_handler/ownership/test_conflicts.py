"""When a resource cannot have what it declares: who is in the way, and the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.ownership import conflicts
from lineage_handler.ownership.claims import CREATED, MARK, Claim
from lineage_handler.ownership.conflicts import Conflict
from lineage_handler.ownership.holders import Holder
from lineage_handler.sagemaker.model import ArtifactMembers, AssociationMembers, Source
from tests.lineage_handler.requests import artifact_request, association_request

SOURCE = Source("s3://bucket/data")
DATA_SET = ArtifactMembers(SOURCE, "DataSet", None, {}, {})
MODEL = replace(DATA_SET, artifact_type="Model")

SAME_AS = AssociationMembers("one", "two", "SameAs")
PRODUCED = replace(SAME_AS, association_type="Produced")
DECLARED = {"SourceArn": "one", "DestinationArn": "two", "AssociationType": "SameAs"}

REFUSED = [Holder.EARLIER, Holder.OTHERS]


def check_artifact(holder: Holder, tags: dict[str, str] | None = None, *, adopt: bool) -> None:
    conflicts.check_artifact_holder("arn", SOURCE, holder, tags or {}, adopt=adopt)


def check_association(holder: Holder, *, adopt: bool) -> None:
    conflicts.check_association_holder(SAME_AS, holder, {}, adopt=adopt)


both = pytest.mark.parametrize("check", [check_artifact, check_association])


@both
@pytest.mark.parametrize("holder", [Holder.OWN, Holder.SIBLING])
def test_what_the_stack_holds_needs_no_adoption(check: Any, holder: Holder) -> None:
    check(holder, adopt=False)


@both
@pytest.mark.parametrize("holder", REFUSED)
def test_what_others_hold_is_refused(check: Any, holder: Holder) -> None:
    with pytest.raises(Conflict, match=r"held by .*set on_existing=OnExisting\.ADOPT"):
        check(holder, adopt=False)


@both
@pytest.mark.parametrize("holder", REFUSED)
def test_what_others_hold_can_be_adopted(check: Any, holder: Holder) -> None:
    check(holder, adopt=True)


def test_refusal_names_the_source_and_the_artifact() -> None:
    with pytest.raises(Conflict, match=r"source s3://bucket/data has an artifact already: arn,"):
        check_artifact(Holder.OTHERS, adopt=False)


def test_refusal_names_the_association() -> None:
    with pytest.raises(Conflict, match=r"^the SameAs association from one to two is declared"):
        check_association(Holder.OTHERS, adopt=False)


def test_refusal_names_each_holder() -> None:
    tags = {
        key: value
        for stack in ("Other", "Another")
        for key, value in Claim.of(artifact_request("Create", stack=stack)).tag.items()
    }
    with pytest.raises(Conflict, match="held by Another/Data, Other/Data;"):
        check_artifact(Holder.OTHERS, tags, adopt=False)


def test_refusal_says_that_no_stack_holds_it() -> None:
    with pytest.raises(Conflict, match="held by no stack"):
        check_artifact(Holder.OTHERS, {"team": "ml"}, adopt=False)


def test_refusal_says_that_no_stack_holds_it_any_more() -> None:
    """Somebody has removed the claim of an artifact that was retained."""
    with pytest.raises(Conflict, match="held by no stack any more;"):
        check_artifact(Holder.OTHERS, {MARK: CREATED}, adopt=False)


def test_refusal_says_that_it_was_retained() -> None:
    tags = Claim.of(artifact_request("Create")).tag
    with pytest.raises(Conflict, match="held by Stack/Data since an earlier Create"):
        check_artifact(Holder.EARLIER, tags, adopt=False)


def test_same_artifact_type_is_no_conflict() -> None:
    conflicts.check_artifact_type("arn", DATA_SET, replace(DATA_SET, artifact_name="other"))


def test_another_artifact_type_is_refused_with_both_types() -> None:
    with pytest.raises(Failure, match="arn has the ArtifactType 'DataSet', declared is 'Model'"):
        conflicts.check_artifact_type("arn", DATA_SET, MODEL)


def test_other_content_of_a_uri_is_refused_where_they_are_one_artifact() -> None:
    one, two = (Source("s3://b/k", frozenset({("S3Version", v)})) for v in ("1", "2"))
    conflicts.check_source("arn-1", one, one)
    with pytest.raises(Conflict, match=r"one artifact for all contents of s3://b/k: arn-1, whose"):
        conflicts.check_source("arn-1", one, two)


def test_refused_create_without_an_artifact_names_those_on_the_same_uri() -> None:
    others = [(f"arn-{v}", Source("s3://b/k", frozenset({("S3Version", v)}))) for v in ("1", "2")]
    assert str(conflicts.no_artifact("why", others)) == (
        "why; on the same URI there is arn-1, whose source is s3://b/k (S3Version 1); on the same"
        " URI there is arn-2, whose source is s3://b/k (S3Version 2); SageMaker may have one"
        " artifact for all contents of a URI: declare another"
    )


def claimed_as(association_type: str | None, **fields: Any) -> dict[str, str]:
    return Claim.of(association_request("Create", **fields), association_type).tag


@pytest.mark.parametrize(
    "claimed",
    [
        {},
        claimed_as("SameAs", stack="Other"),
        claimed_as("Produced"),
    ],
    ids=["nobody", "another with the same type", "the resource itself before"],
)
def test_association_type_that_nobody_else_declares_otherwise(claimed: dict[str, str]) -> None:
    conflicts.check_association_type(claimed, association_request("Update", DECLARED))


@pytest.mark.parametrize(
    "fields", [{"stack": "Other"}, {"logical_id": "Sibling"}], ids=["stack", "sibling"]
)
@pytest.mark.parametrize("kind", ["Produced", None])
def test_association_type_that_somebody_declares_otherwise_is_refused(
    fields: dict[str, Any], kind: str | None
) -> None:
    with pytest.raises(Failure, match=rf"is declared with another type, by \w+/\w+ as {kind},"):
        conflicts.check_association_type(
            claimed_as(kind, **fields), association_request("Update", DECLARED)
        )


def test_association_type_of_an_earlier_create_is_somebody_elses() -> None:
    claimed = Claim.of(association_request("Create", request_id="request-0"), "Produced")
    with pytest.raises(Failure, match="by Stack/Data as Produced,"):
        conflicts.check_association_type(claimed.tag, association_request("Create", DECLARED))


def test_association_of_others_is_refused() -> None:
    with pytest.raises(Failure, match="is there already: SageMaker or another tool made it"):
        conflicts.check_made_by_others(SAME_AS, SAME_AS, adopt=False)


def test_association_of_others_is_adopted_as_it_is() -> None:
    conflicts.check_made_by_others(SAME_AS, SAME_AS, adopt=True)


def test_association_of_others_keeps_its_type() -> None:
    with pytest.raises(Failure, match=r"Produced association .* cannot be adopted as SameAs"):
        conflicts.check_made_by_others(PRODUCED, SAME_AS, adopt=True)
