"""The record of an association: an artifact that says who declares it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lineage_handler.association.record import ADOPTED_ASSOCIATION, is_adopted, record_of
from lineage_handler.sagemaker.model import AssociationMembers

ENTITY = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/"
ASSOCIATION = AssociationMembers(ENTITY + "1", ENTITY + "2", "SameAs")


def test_record_is_an_artifact_of_a_type_of_its_own() -> None:
    assert record_of(ASSOCIATION).artifact_type == "AssociationRecord"


def test_record_says_which_entities_are_associated() -> None:
    assert record_of(ASSOCIATION).properties == {
        "SourceArn": ENTITY + "1",
        "DestinationArn": ENTITY + "2",
    }


def test_source_of_a_record_is_a_contract_with_deployed_stacks() -> None:
    identity = "3505938a97bbaf68d7f930eb3e8449aae98064eef2ee5c96df85f89d36ad7815"
    assert record_of(ASSOCIATION).source.uri == f"cdk-sagemaker-lineage://association/{identity}"


def test_type_of_an_association_is_not_its_identity() -> None:
    assert record_of(ASSOCIATION) == record_of(replace(ASSOCIATION, association_type=None))


@pytest.mark.parametrize(
    "other",
    [
        AssociationMembers(ENTITY + "1", ENTITY + "3", "SameAs"),
        AssociationMembers(ENTITY + "3", ENTITY + "2", "SameAs"),
        AssociationMembers(ENTITY + "2", ENTITY + "1", "SameAs"),
    ],
    ids=["destination", "source", "direction"],
)
def test_other_entities_have_another_record(other: AssociationMembers) -> None:
    assert record_of(other).source != record_of(ASSOCIATION).source


def test_tag_of_a_record_says_that_its_association_was_there_before() -> None:
    assert is_adopted({"cdk-sagemaker-lineage:association": "adopted", "team": "ml"})
    assert is_adopted(ADOPTED_ASSOCIATION)


def test_mark_of_a_record_does_not_say_that_its_association_was_there_before() -> None:
    assert not is_adopted({"cdk-sagemaker-lineage:managed": "adopted"})
