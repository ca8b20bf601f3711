"""The two invariants, and equality with the declaration, read from the service's own memory.

Reading through the API would lag, meet the faults that are pending, and be counted as calls.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lineage_local.service import LineageService

from .cloudformation import ASSOCIATION_TYPE, Properties, Stack, resource_type

PREFIX = "cdk-sagemaker-lineage:"
MARK = PREFIX + "managed"
CLAIM = PREFIX + "claim:"
_STAND_IN_TAG = PREFIX + "stand-in:"
STAND_IN_SOURCE = PREFIX + "//stand-in/"
RECORD_SOURCE = PREFIX + "//association/"


@dataclass(frozen=True)
class Found:
    """An artifact as the service has it."""

    arn: str
    members: Mapping[str, Any]
    tags: Mapping[str, str]

    @property
    def uri(self) -> str:
        uri: str = self.members["Source"]["SourceUri"]
        return uri

    @property
    def is_stand_in(self) -> bool:
        return self.uri.startswith(STAND_IN_SOURCE)

    @property
    def is_record(self) -> bool:
        return self.uri.startswith(RECORD_SOURCE)

    @property
    def ends(self) -> tuple[str, str]:
        """The ends of the association of which this is the record."""
        properties = self.members["Properties"]
        return properties["SourceArn"], properties["DestinationArn"]

    @property
    def claims(self) -> set[str]:
        return {key for key in self.tags if key.startswith(CLAIM)}

    @property
    def named_stand_ins(self) -> set[str]:
        return {uri for key, uri in self.tags.items() if key.startswith(_STAND_IN_TAG)}

    @property
    def user_tags(self) -> dict[str, str]:
        return {key: value for key, value in self.tags.items() if not key.startswith(PREFIX)}

    @property
    def state(self) -> dict[str, Any]:
        """All that can be declared, but for the source."""
        return {
            "ArtifactName": self.members.get("ArtifactName"),
            "ArtifactType": self.members["ArtifactType"],
            "Properties": dict(self.members.get("Properties", {})),
            "MetadataProperties": dict(self.members.get("MetadataProperties", {})),
            "Tags": self.user_tags,
        }


@dataclass
class Others:
    """What is to be found beside what the stacks declare.

    Attributes
    ----------
    additions
        By source URI, the properties and tags that somebody added by hand: equal keys and values.
    edges
        Associations made by hand, as the URIs of their ends.
    made
        Source URIs of artifacts that no stack made.
    shared
        Source URIs whose state is not looked at: different things are declared of them, or were and
        are retained.
    """

    additions: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: set[tuple[str, str]] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


def claim_key(stack_id: str, logical_id: str) -> str:
    stack, resource = (hashlib.sha256(x.encode()).hexdigest()[:16] for x in (stack_id, logical_id))
    return f"{CLAIM}{stack}:{resource}"


def source_uri(properties: Properties) -> str:
    """Return the source URI of a declared artifact, or of a declared association's record."""
    if resource_type(properties) == ASSOCIATION_TYPE:
        identity = json.dumps([properties["SourceArn"], properties["DestinationArn"]])
        return RECORD_SOURCE + hashlib.sha256(identity.encode()).hexdigest()
    uri: str = properties["Source"]["SourceUri"]
    return uri


def artifacts(service: LineageService) -> dict[str, Found]:
    """Return all artifacts by ARN."""
    return {
        arn: Found(arn, entity.members, entity.tags)
        for scope in _scopes(service)
        for arn, entity in scope.entities.records.items()
        if entity.kind == "Artifact"
    }


def edges(service: LineageService) -> dict[tuple[str, str], str | None]:
    """Return the types of all associations by the ARNs of their ends."""
    return {
        ends: association.type
        for scope in _scopes(service)
        for ends, association in scope.associations.records.items()
    }


def state(service: LineageService) -> object:
    """Return all that the service has, but for times."""
    found = artifacts(service)
    return {arn: (a.uri, a.state, dict(a.tags)) for arn, a in found.items()}, edges(service)


def associations(stacks: Iterable[Stack]) -> Iterator[tuple[str, Properties]]:
    """Give each association that is deployed, with a name for it."""
    for stack in stacks:
        for logical_id, resource in stack.resources.items():
            if resource_type(resource.properties) == ASSOCIATION_TYPE:
                yield f"{stack.name}/{logical_id}", resource.properties


@dataclass(frozen=True)
class Memory:
    """What the service had at a moment."""

    scopes: dict[Any, tuple[dict[Any, Any], dict[Any, Any]]]


def remember(service: LineageService) -> Memory:
    """Remember what the service has."""
    store = service._application._state.store
    return Memory(
        {
            caller: (dict(scope.entities.records), dict(scope.associations.records))
            for caller, scope in store.scopes.items()
        }
    )


def recall(service: LineageService, memory: Memory) -> None:
    """Have the service have what it had."""
    service.reset()
    store = service._application._state.store
    for caller, (entities, associations) in memory.scopes.items():
        scope = store.scope(caller)
        scope.entities.records.update(entities)
        scope.associations.records.update(associations)


def problems(
    service: LineageService, stacks: Collection[Stack], others: Others | None = None
) -> list[str]:
    """Say where the invariants are broken, or what is not as it was declared."""
    others = others or Others()
    found = artifacts(service)
    return [
        *_orphans(found.values(), stacks),
        *_losses(found, stacks, others),
        *(
            f"{stack.name}/{logical_id} ({resource.physical_id[-6:]}): {difference}"
            for stack in stacks
            for logical_id, resource in stack.resources.items()
            if resource.physical_id in found and not found[resource.physical_id].is_record
            for difference in _differences(found[resource.physical_id], resource.properties, others)
        ),
        *_wrong_edges(found, edges(service), stacks, others),
    ]


def _scopes(service: LineageService) -> list[Any]:
    return list(service._application._state.store.scopes.values())


def _orphans(found: Iterable[Found], stacks: Collection[Stack]) -> Iterator[str]:
    living = {
        claim_key(stack.stack_id, logical_id): resource.physical_id
        for stack in stacks
        for logical_id, resource in stack.resources.items()
    }
    retained = {
        (claim_key(stack.stack_id, logical_id), physical_id)
        for stack in stacks
        for logical_id, physical_id in stack.retained
    }
    for artifact in found:
        # Nobody ever says that a retained resource has gone: its stand-in stays with it.
        is_retained = any((claim, artifact.arn) in retained for claim in artifact.claims)
        if artifact.is_stand_in:
            originals = [
                other
                for other in found
                if artifact.uri in other.named_stand_ins
                and any((claim, other.arn) in retained for claim in other.claims)
            ]
            if not originals:
                yield f"orphan: a stand-in is left: {artifact.state}, {sorted(artifact.claims)}"
            continue
        if artifact.named_stand_ins and not is_retained:
            yield f"orphan: {artifact.uri} names a stand-in"
        if MARK in artifact.tags and not artifact.claims:
            yield f"orphan: {artifact.uri} is {artifact.tags[MARK]} and nobody claims it"
        if artifact.claims and MARK not in artifact.tags:
            yield f"{artifact.uri} has claims and no mark"
        for claim in artifact.claims:
            if living.get(claim) != artifact.arn and (claim, artifact.arn) not in retained:
                yield f"dangling claim of {artifact.tags[claim]} on {artifact.uri}"


def _losses(found: Mapping[str, Found], stacks: Iterable[Stack], others: Others) -> Iterator[str]:
    for stack in stacks:
        held = [(i, resource.physical_id) for i, resource in stack.resources.items()]
        for logical_id, physical_id in [*held, *stack.retained]:
            if physical_id not in found:
                yield f"loss: {stack.name}/{logical_id} has no artifact"
            elif claim_key(stack.stack_id, logical_id) not in found[physical_id].claims:
                yield f"loss: {stack.name}/{logical_id} does not claim {found[physical_id].uri}"
    for uri in others.made - {artifact.uri for artifact in found.values()}:
        yield f"loss: {uri}, which others made, is gone"


def _differences(artifact: Found, declared: Mapping[str, Any], others: Others) -> Iterator[str]:
    if artifact.uri != declared["Source"]["SourceUri"]:
        yield f"is on {artifact.uri}"
    if artifact.uri in others.shared:
        return
    added = others.additions.get(artifact.uri, {})
    tags = {tag["Key"]: tag["Value"] for tag in declared.get("Tags", [])}
    wanted = {
        "ArtifactType": declared["ArtifactType"],
        "Properties": added | declared.get("Properties", {}),
        # What an adopted artifact has and the declaration does not mention stays.
        "MetadataProperties": {
            **(
                artifact.state["MetadataProperties"] if artifact.tags.get(MARK) == "adopted" else {}
            ),
            **declared.get("MetadataProperties", {}),
        },
        "Tags": added | tags,
    }
    if "ArtifactName" in declared:
        wanted["ArtifactName"] = declared["ArtifactName"]
    for member, value in wanted.items():
        if artifact.state[member] != value:
            yield f"{member} is {artifact.state[member]}, not {value}"


def _wrong_edges(
    found: Mapping[str, Found],
    present: Mapping[tuple[str, str], str | None],
    stacks: Collection[Stack],
    others: Others,
) -> Iterator[str]:
    retained = {arn for stack in stacks for _, arn in stack.retained}
    declared = {found[arn].ends for arn in retained & found.keys() if found[arn].is_record}
    for name, properties in associations(stacks):
        ends = (properties["SourceArn"], properties["DestinationArn"])
        declared.add(ends)
        if ends not in present:
            yield f"loss: {name} has no association"
        elif source_uri(properties) in others.shared:
            continue
        elif present[ends] != properties.get("AssociationType"):
            yield f"{name} is {present[ends]}, not {properties.get('AssociationType')}"
    uris = {arn: artifact.uri for arn, artifact in found.items()}

    def named(ends: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(uris.get(a, a), uris.get(b, b)) for a, b in ends}

    for edge in others.edges - named(present):
        yield f"loss: association {edge}"
    for edge in named(present.keys() - declared) - others.edges:
        yield f"orphan: association {edge}"
