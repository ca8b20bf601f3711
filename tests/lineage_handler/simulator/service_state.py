"""What the lineage service has, read from its own memory.

Reading through the API would lag, meet the faults that are pending, and be counted as calls.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from lineage_local.service import LineageService
from lineage_local.service.tag_writes import TagWrites

from .identity import CLAIM, MARK, PREFIX, RECORD_SOURCE, without_suffix

Pair = tuple[str, str]


@dataclass(frozen=True)
class ArtifactState:
    """An artifact as the service has it; `number` is that of its creation."""

    arn: str
    number: int
    members: Mapping[str, Any]
    tags: Mapping[str, str]

    def __str__(self) -> str:
        source = self.members["Source"]
        types = ",".join(each["Value"] for each in source.get("SourceTypes", []))
        return f"{source['SourceUri']}#{types}" if types else str(source["SourceUri"])

    @property
    def is_record(self) -> bool:
        """Whether it is the record of an association."""
        return str(self.members["Source"]["SourceUri"]).startswith(RECORD_SOURCE)

    @property
    def pair(self) -> Pair:
        """Source and destination of the association whose record this is."""
        properties = self.members["Properties"]
        return properties["SourceArn"], properties["DestinationArn"]

    @property
    def type(self) -> str:
        """Its ArtifactType."""
        return str(self.members["ArtifactType"])

    @property
    def is_created(self) -> bool:
        """Whether its mark says that this library made it."""
        return self.tags.get(MARK) == "created"

    @property
    def claims(self) -> set[str]:
        """The keys of its claims."""
        return {key for key in self.tags if key.startswith(CLAIM)}

    @property
    def content(self) -> dict[str, Any]:
        """Name, properties and tags: what can be changed."""
        return {
            "ArtifactName": self.members.get("ArtifactName"),
            "Properties": dict(self.members.get("Properties", {})),
            "Tags": {key: value for key, value in self.tags.items() if not key.startswith(PREFIX)},
        }

    @property
    def metadata(self) -> dict[str, str]:
        """Its MetadataProperties."""
        return dict(self.members.get("MetadataProperties", {}))


@dataclass(frozen=True)
class AssociationState:
    """An association as the service has it; `number` is that of its creation."""

    type: str | None
    number: int


def artifacts(service: LineageService) -> dict[str, ArtifactState]:
    """Return all artifacts by ARN."""
    return {
        arn: ArtifactState(arn, entity.sequence, entity.members, scope.tags.of(arn).written)
        for scope in _scopes(service)
        for arn, entity in scope.entities.records.items()
        if entity.kind == "Artifact"
    }


def associations(service: LineageService) -> dict[Pair, AssociationState]:
    """Return all associations by source and destination."""
    return {
        pair: AssociationState(association.type, association.sequence)
        for scope in _scopes(service)
        for pair, association in scope.associations.records.items()
    }


def comparable(
    found: Mapping[str, ArtifactState],
    pairs: Mapping[Pair, AssociationState],
    without_content: Collection[str] = (),
) -> object:
    """Return what is there, but for times, and for which request made a claim.

    Parameters
    ----------
    found, pairs
        Artifacts and associations.
    without_content
        ARNs of artifacts whose names, properties and tags do not matter.
    """
    return (
        {
            arn: (
                artifact.type,
                artifact.metadata,
                sorted(without_suffix(claim) for claim in artifact.claims),
                None if arn in without_content else artifact.content,
            )
            for arn, artifact in found.items()
        },
        {pair: association.type for pair, association in pairs.items()},
    )


@dataclass(frozen=True)
class Snapshot:
    """What the service had at a moment."""

    scopes: dict[Any, tuple[dict[Any, Any], ...]]


def take_snapshot(service: LineageService) -> Snapshot:
    """Return what the service has, to be restored later."""
    store = service._application._state.store
    return Snapshot(
        {
            caller: (
                dict(scope.entities.records),
                dict(scope.associations.records),
                {arn: TagWrites(each.written) for arn, each in scope.tags.writes.items()},
            )
            for caller, scope in store.scopes.items()
        }
    )


def restore(service: LineageService, snapshot: Snapshot) -> None:
    """Let the service have what it had, under its present behaviour."""
    service.reset(service.behaviour)
    store = service._application._state.store
    for caller, (entities, associations_, tags) in snapshot.scopes.items():
        scope = store.scope(caller)
        scope.entities.load(entities.values())
        scope.associations.load(associations_.values())
        scope.tags.writes.update(tags)
        # What is created from now on has another number than what there was.
        numbers = [each.sequence for each in [*entities.values(), *associations_.values()]]
        scope._sequence = count(max(numbers, default=-1) + 1)


def _scopes(service: LineageService) -> list[Any]:
    return list(service._application._state.store.scopes.values())
