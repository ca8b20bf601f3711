"""The service's state: plain records in memory, one set per account and region."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from itertools import count
from typing import Any, Literal, get_args

from lineage_local.service.caller import Caller
from lineage_local.service.found_lineage import FoundLineages
from lineage_local.service.table import CreationOrder, Table
from lineage_local.service.tag_writes import ResourceTags

EntityKind = Literal["Artifact", "Action", "Context"]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


@dataclass(frozen=True)
class StoredEntity:
    """An artifact, action or context at one moment; an update replaces the record.

    `members` holds what the entity was created with, by the API's own names: its name, source,
    type, properties and so on, but for its tags, which are in `Scope.tags`.
    """

    kind: EntityKind
    arn: str
    sequence: int
    members: Mapping[str, Any]
    created: datetime
    created_by: Mapping[str, Any]
    modified: datetime
    modified_by: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What identifies it in its table: its ARN."""
        return self.arn

    @cached_property
    def order(self) -> CreationOrder:
        """Where it stands in a list: by its creation."""
        return (epoch_milliseconds(self.created), self.sequence)

    @property
    def groups(self) -> tuple[tuple[EntityKind, str | None], ...]:
        """The filters of a list that it passes: its kind and URI, and its kind alone."""
        return ((self.kind, self.members["Source"]["SourceUri"]), (self.kind, None))

    @property
    def name(self) -> str | None:
        """The entity's name; an artifact may have none."""
        return self.members.get(f"{self.kind}Name")

    @property
    def type(self) -> str:
        """The entity's type, e.g. ``DataSet``."""
        type_: str = self.members[f"{self.kind}Type"]
        return type_

    @property
    def properties(self) -> Mapping[str, str]:
        """The entity's properties."""
        properties: Mapping[str, str] = self.members.get("Properties", {})
        return properties


@dataclass(frozen=True)
class StoredAssociation:
    """An association of a source with a destination."""

    source_arn: str
    destination_arn: str
    type: str | None
    sequence: int
    created: datetime
    created_by: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it in its table: source and destination."""
        return (self.source_arn, self.destination_arn)

    @cached_property
    def order(self) -> CreationOrder:
        """Where it stands in a list: by its creation."""
        return (epoch_milliseconds(self.created), self.sequence)

    @property
    def groups(self) -> tuple[tuple[str | None, str | None], ...]:
        """The filters of a list that it passes: source and destination, one of them, none."""
        source, destination = self.key
        return ((source, destination), (source, None), (None, destination), (None, None))


def now() -> datetime:
    """Return the time in UTC, to the millisecond: filters compare the time that a client reads."""
    moment = datetime.now(timezone.utc)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def epoch_milliseconds(moment: datetime) -> int:
    """Return a time as a number, for an order."""
    return round(moment.timestamp() * 1000)


def _entities() -> Table[str, StoredEntity]:
    return Table(now)


def _associations() -> Table[tuple[str, str], StoredAssociation]:
    return Table(now)


@dataclass
class Scope:
    """All records of one account in one region."""

    created: datetime
    entities: Table[str, StoredEntity] = field(default_factory=_entities)
    associations: Table[tuple[str, str], StoredAssociation] = field(default_factory=_associations)
    tags: ResourceTags = field(default_factory=ResourceTags)
    found_lineages: FoundLineages = field(default_factory=FoundLineages)
    _sequence: Iterator[int] = field(default_factory=count)

    def next_sequence(self) -> int:
        """Return a number that orders records created within one millisecond."""
        return next(self._sequence)


@dataclass
class Store:
    """The scopes of all accounts and regions, each created on first use."""

    scopes: dict[Caller, Scope] = field(default_factory=dict)

    def scope(self, caller: Caller) -> Scope:
        """Return the records that this caller sees."""
        if caller not in self.scopes:
            self.scopes[caller] = Scope(now())
        return self.scopes[caller]
