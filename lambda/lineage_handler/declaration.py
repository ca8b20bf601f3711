"""What a resource declares: the properties of one custom resource, as CloudFormation sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .failure import Failure

ADOPT = "ADOPT"


@dataclass(frozen=True)
class Source:
    """The source of an artifact, which is its identity.

    The order of source types carries no meaning, so equal sources compare equal in any order.
    """

    uri: str
    types: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def parse(cls, source: Mapping[str, Any]) -> Source:
        """Read the API's ``ArtifactSource``."""
        return cls(
            uri=source["SourceUri"],
            types=frozenset(
                (source_type["SourceIdType"], source_type["Value"])
                for source_type in source.get("SourceTypes") or []
            ),
        )

    def to_api(self) -> dict[str, Any]:
        """Write the API's ``ArtifactSource``; SourceTypes only if there are any."""
        source: dict[str, Any] = {"SourceUri": self.uri}
        if self.types:
            source["SourceTypes"] = [
                {"SourceIdType": id_type, "Value": value} for id_type, value in sorted(self.types)
            ]
        return source


class Edge(NamedTuple):
    """An association; source and destination are its identity."""

    source_arn: str
    destination_arn: str
    association_type: str | None

    @property
    def ends(self) -> tuple[str, str]:
        """Source and destination."""
        return self.source_arn, self.destination_arn

    def moved(self, old_arn: str, new_arn: str) -> Edge:
        """Return the same edge at an artifact that was made anew."""
        return Edge(
            new_arn if self.source_arn == old_arn else self.source_arn,
            new_arn if self.destination_arn == old_arn else self.destination_arn,
            self.association_type,
        )

    def __str__(self) -> str:
        association = f"the {self.association_type or ''} association".replace("  ", " ")
        return f"{association} from {self.source_arn} to {self.destination_arn}"

    def to_api(self) -> dict[str, Any]:
        """Write the AddAssociation request."""
        request = {"SourceArn": self.source_arn, "DestinationArn": self.destination_arn}
        if self.association_type:
            request["AssociationType"] = self.association_type
        return request


@dataclass(frozen=True)
class Declaration:
    """One declared artifact; names and values are those of the CreateArtifact request."""

    source: Source
    artifact_type: str
    artifact_name: str | None
    properties: dict[str, str]
    metadata_properties: dict[str, str]
    tags: dict[str, str]
    adopt: bool

    @classmethod
    def parse(cls, resource_properties: Mapping[str, Any]) -> Declaration:
        """Read ResourceProperties.

        Whatever a template may leave out may be missing here: a request can carry the
        properties of a stack that was deployed by another release.

        Raises
        ------
        Failure
            If a member without which there is no artifact is missing or of the wrong shape.
        """
        try:
            return cls(
                source=Source.parse(resource_properties["Source"]),
                artifact_type=resource_properties["ArtifactType"],
                artifact_name=resource_properties.get("ArtifactName") or None,
                properties=dict(resource_properties.get("Properties") or {}),
                metadata_properties=without_empty(
                    resource_properties.get("MetadataProperties") or {}
                ),
                tags={tag["Key"]: tag["Value"] for tag in resource_properties.get("Tags") or []},
                adopt=resource_properties.get("OnExisting") == ADOPT,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Failure(
                "the resource's properties are not those of an artifact"
                f" ({type(error).__name__}: {error}): Source with SourceUri, and ArtifactType, are"
                " required; declare the artifact with the Artifact construct"
            ) from error


@dataclass(frozen=True)
class AssociationDeclaration:
    """One declared association; names and values are those of the AddAssociation request."""

    edge: Edge
    adopt: bool

    @classmethod
    def parse(cls, resource_properties: Mapping[str, Any]) -> AssociationDeclaration:
        """Read ResourceProperties.

        Raises
        ------
        Failure
            If an end is missing.
        """
        try:
            return cls(
                edge=Edge(
                    resource_properties["SourceArn"],
                    resource_properties["DestinationArn"],
                    resource_properties.get("AssociationType") or None,
                ),
                adopt=resource_properties.get("OnExisting") == ADOPT,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise Failure(
                "the resource's properties are not those of an association"
                f" ({type(error).__name__}: {error}): SourceArn and DestinationArn are required;"
                " declare the association with the Association construct"
            ) from error


def without_empty(metadata_properties: Mapping[str, Any]) -> dict[str, str]:
    """Leave out empty members, so that an empty one and a missing one are no difference."""
    return {key: value for key, value in metadata_properties.items() if value}
