"""The members of lineage entities, by the API's own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Source:
    """The source of an artifact, which is its identity; source types are equal in any order."""

    uri: str
    types: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def parse(cls, source: Mapping[str, Any]) -> Source:
        """Return the API's ``ArtifactSource`` as a source."""
        types = source.get("SourceTypes") or []
        return cls(source["SourceUri"], frozenset((t["SourceIdType"], t["Value"]) for t in types))

    def to_api(self) -> dict[str, Any]:
        """Return the API's ``ArtifactSource``; SourceTypes only if there are any."""
        types = [{"SourceIdType": key, "Value": value} for key, value in sorted(self.types)]
        return {"SourceUri": self.uri} | ({"SourceTypes": types} if types else {})

    def __str__(self) -> str:
        types = ", ".join(f"{key} {value}" for key, value in sorted(self.types))
        return f"{self.uri} ({types})" if types else self.uri


@dataclass(frozen=True)
class ArtifactMembers:
    """What an artifact is created with, but for its tags; and when, if SageMaker says it."""

    source: Source
    artifact_type: str
    artifact_name: str | None
    properties: Mapping[str, str]
    metadata_properties: Mapping[str, str]
    creation_time: datetime | None = field(default=None, compare=False)

    @classmethod
    def parse(cls, members: Mapping[str, Any]) -> ArtifactMembers:
        """Return the members of a request or a response; an empty one counts as missing."""
        metadata = members.get("MetadataProperties") or {}
        return cls(
            source=Source.parse(members["Source"]),
            artifact_type=members.get("ArtifactType") or "",
            artifact_name=members.get("ArtifactName") or None,
            properties=dict(members.get("Properties") or {}),
            metadata_properties={key: value for key, value in metadata.items() if value},
            creation_time=members.get("CreationTime"),
        )

    def to_api(self) -> dict[str, Any]:
        """Return the members of a CreateArtifact request; those that are empty are left out."""
        optional = {
            "ArtifactName": self.artifact_name,
            "Properties": dict(self.properties),
            "MetadataProperties": dict(self.metadata_properties),
        }
        required = {"Source": self.source.to_api(), "ArtifactType": self.artifact_type}
        return required | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True)
class AssociationMembers:
    """An association, and when it was added; source and destination are its identity."""

    source_arn: str
    destination_arn: str
    association_type: str | None
    creation_time: datetime | None = field(default=None, compare=False)

    @classmethod
    def parse(cls, members: Mapping[str, Any]) -> AssociationMembers:
        """Return the members of a request or a response."""
        kind = members.get("AssociationType") or None
        source, destination = members["SourceArn"], members["DestinationArn"]
        return cls(source, destination, kind, members.get("CreationTime"))

    @property
    def entities(self) -> dict[str, str]:
        """The lineage entities that it associates, by the API's names."""
        return {"SourceArn": self.source_arn, "DestinationArn": self.destination_arn}

    def to_api(self) -> dict[str, str]:
        """Return the members of an AddAssociation request."""
        kind = {"AssociationType": self.association_type} if self.association_type else {}
        return self.entities | kind

    def __str__(self) -> str:
        kind = f"{self.association_type} association" if self.association_type else "association"
        return f"the {kind} from {self.source_arn} to {self.destination_arn}"
