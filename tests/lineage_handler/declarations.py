"""What the tests of the handler declare."""

from __future__ import annotations

from typing import Any

from .simulator.resources import Ref

EVERYTHING: dict[str, Any] = {
    "ArtifactName": "training-data",
    "Source": {
        "SourceUri": "s3://bucket/data.csv",
        "SourceTypes": [
            {"SourceIdType": "S3ETag", "Value": "0123"},
            {"SourceIdType": "S3Version", "Value": "v1"},
        ],
    },
    "ArtifactType": "DataSet",
    "Properties": {"rows": "1000", "owner": "ml"},
    "MetadataProperties": {
        "CommitId": "abc123",
        "Repository": "https://example.com/repo.git",
        "GeneratedBy": "pipeline",
        "ProjectId": "churn",
    },
    "Tags": [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "test"}],
}
NEW_VERSION = EVERYTHING["Source"] | {
    "SourceTypes": [
        {"SourceIdType": "S3ETag", "Value": "4567"},
        {"SourceIdType": "S3Version", "Value": "v2"},
    ]
}
OTHER_SOURCE = {"SourceUri": "s3://bucket/other.csv"}
NEW_COMMIT = {"CommitId": "def456"}

# Changes of a declaration that are made in place, or not at all.
CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "name": {"ArtifactName": "new-name"},
    "properties": {"Properties": {"rows": "2", "new": "yes"}},
    "tags": {"Tags": [{"Key": "team", "Value": "other"}, {"Key": "new", "Value": "yes"}]},
    "commit": {"MetadataProperties": NEW_COMMIT},
}


def declaration(**changes: Any) -> dict[str, Any]:
    """Return everything that can be declared, with changes; None leaves a member out."""
    members = EVERYTHING | changes
    return {key: value for key, value in members.items() if value is not None}


ADOPTING = declaration(OnExisting="ADOPT")


def artifact(name: str, **members: Any) -> dict[str, Any]:
    """Return the declaration of an artifact with a name and a source of its own."""
    return {
        "ArtifactName": name,
        "Source": {"SourceUri": f"s3://bucket/{name}"},
        "ArtifactType": "DataSet",
        **members,
    }


def association(source: object, destination: object, **members: Any) -> dict[str, Any]:
    """Return the declaration of an association."""
    return {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": "ContributedTo",
        **members,
    }


ENTITIES = {"Data": artifact("data"), "Model": artifact("model")}
EDGE = association(Ref("Data"), Ref("Model"))
GRAPH = ENTITIES | {"Edge": EDGE}
