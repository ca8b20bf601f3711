"""What the scenarios declare."""

from __future__ import annotations

from typing import Any

from ..resources import Ref

SOURCE = {"SourceUri": "s3://bucket/data"}
VERSION = SOURCE | {"SourceTypes": [{"SourceIdType": "S3Version", "Value": "v2"}]}
OTHER_SOURCE = {"SourceUri": "s3://bucket/other"}
THIRD_SOURCE = {"SourceUri": "s3://bucket/third"}
JOB_SOURCE = {"SourceUri": "s3://bucket/job"}

IN_PLACE: dict[str, Any] = {
    "ArtifactName": "changed",
    "Properties": {"columns": "7"},
    "Tags": [{"Key": "stage", "Value": "test"}],
}
NEW_COMMIT: dict[str, Any] = {"MetadataProperties": {"CommitId": "def456"}}
NEW_TYPE: dict[str, Any] = {"ArtifactType": "Model"}
# A change of the resource that changes nothing of what is declared.
NOTHING: dict[str, Any] = {"ServiceTimeout": "600"}
ADOPT: dict[str, Any] = {"OnExisting": "ADOPT"}
DERIVED: dict[str, Any] = {"AssociationType": "DerivedFrom"}


def declared(**changes: Any) -> dict[str, Any]:
    """Return the declaration of an artifact, with changes."""
    return {
        "ArtifactName": "data",
        "Source": SOURCE,
        "ArtifactType": "DataSet",
        "Properties": {"rows": "1000"},
        "MetadataProperties": {"CommitId": "abc123"},
        "Tags": [{"Key": "team", "Value": "ml"}],
        **changes,
    }


def joined(source: object, destination: object, **changes: Any) -> dict[str, Any]:
    """Return the declaration of an association, with changes."""
    return {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": "ContributedTo",
        **changes,
    }


DATA = {"Data": declared()}
OTHER = {"Other": declared(Source=OTHER_SOURCE, ArtifactName="other")}
THIRD = {"Third": declared(Source=THIRD_SOURCE, ArtifactName="third")}
TWO = DATA | OTHER
SWAPPED = {
    "Data": declared(Source=OTHER_SOURCE),
    "Other": declared(ArtifactName="other"),
}
EDGE = joined(Ref("Data"), Ref("Other"))
GRAPH = TWO | {"Edge": EDGE}
