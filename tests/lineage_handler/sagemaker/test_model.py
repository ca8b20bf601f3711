"""The members of lineage entities."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.sagemaker.model import ArtifactMembers, AssociationMembers, Source

ETAG = {"SourceIdType": "S3ETag", "Value": "0123"}
VERSION = {"SourceIdType": "S3Version", "Value": "v1"}
EVERYTHING: dict[str, Any] = {
    "ArtifactName": "data",
    "Source": {"SourceUri": "s3://bucket/data", "SourceTypes": [ETAG, VERSION]},
    "ArtifactType": "DataSet",
    "Properties": {"rows": "1000"},
    "MetadataProperties": {"CommitId": "abc123"},
}
LEAST: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/data"}, "ArtifactType": "DataSet"}
ASSOCIATION = {"SourceArn": "one", "DestinationArn": "two", "AssociationType": "SameAs"}


def source(*types: dict[str, str]) -> Source:
    return Source.parse({"SourceUri": "s3://bucket/data", "SourceTypes": list(types)})


def test_source_types_are_equal_in_any_order() -> None:
    assert source(ETAG, VERSION) == source(VERSION, ETAG)


def test_source_types_are_part_of_the_source() -> None:
    assert len({source(), source(ETAG), source(VERSION), source(ETAG, VERSION)}) == 4


@pytest.mark.parametrize("types", [{}, {"SourceTypes": []}, {"SourceTypes": None}])
def test_source_without_types_is_sent_without_them(types: dict[str, Any]) -> None:
    uri = {"SourceUri": "s3://bucket/data"}
    assert Source.parse(uri | types).to_api() == uri


def test_source_reads_as_its_uri_and_its_types() -> None:
    assert str(source()) == "s3://bucket/data"
    assert str(source(VERSION, ETAG)) == "s3://bucket/data (S3ETag 0123, S3Version v1)"


@pytest.mark.parametrize("members", [EVERYTHING, LEAST], ids=["everything", "least"])
def test_artifact_is_created_with_the_members_that_were_parsed(members: dict[str, Any]) -> None:
    assert ArtifactMembers.parse(members).to_api() == members


@pytest.mark.parametrize(
    "empty",
    [
        {"ArtifactName": ""},
        {"Properties": {}},
        {"MetadataProperties": {}},
        {"MetadataProperties": {"CommitId": ""}},
    ],
    ids=str,
)
def test_empty_member_counts_as_missing(empty: dict[str, Any]) -> None:
    """Describe may return what was not given as empty."""
    assert ArtifactMembers.parse(LEAST | empty) == ArtifactMembers.parse(LEAST)


def test_other_members_of_a_response_are_left_out() -> None:
    response = EVERYTHING | {"ArtifactArn": "arn", "CreatedBy": {}, "LastModifiedBy": {}}
    assert ArtifactMembers.parse(response) == ArtifactMembers.parse(EVERYTHING)


def test_association_is_added_with_the_members_that_were_parsed() -> None:
    assert AssociationMembers.parse(ASSOCIATION).to_api() == ASSOCIATION


@pytest.mark.parametrize("kind", [{}, {"AssociationType": ""}], ids=["missing", "empty"])
def test_association_without_a_type_is_sent_without_it(kind: dict[str, str]) -> None:
    entities = {"SourceArn": "one", "DestinationArn": "two"}
    association = AssociationMembers.parse(entities | kind)
    assert association.association_type is None
    assert association.to_api() == entities


def test_source_and_destination_identify_an_association() -> None:
    assert AssociationMembers("one", "two", "SameAs").entities == {
        "SourceArn": "one",
        "DestinationArn": "two",
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("SameAs", "the SameAs association from one to two"),
        (None, "the association from one to two"),
    ],
)
def test_association_reads_as_its_type_and_its_entities(kind: str | None, text: str) -> None:
    assert str(AssociationMembers("one", "two", kind)) == text
