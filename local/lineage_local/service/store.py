"""The service's state: plain records in memory, one set per account and region."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, Generic, Literal, TypeVar

from lineage_local.service.behaviour import LONGEST_LAG_SECONDS
from lineage_local.service.caller import Caller
from lineage_local.service.tag_writes import ResourceTags

Record = TypeVar("Record")
Key = TypeVar("Key")

EntityKind = Literal["Artifact", "Action", "Context"]

_HISTORY = timedelta(seconds=LONGEST_LAG_SECONDS)


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


@dataclass
class Table(Generic[Key, Record]):
    """Records by key, as they are and as they were up to `LONGEST_LAG_SECONDS` ago."""

    records: dict[Key, Record] = field(default_factory=dict)
    _history: deque[tuple[datetime, Key, Record | None]] = field(default_factory=deque)

    def put(self, key: Key, record: Record) -> None:
        """Write a record; it becomes the last one, also if the key was there."""
        self.remove(key)
        self.records[key] = record

    def remove(self, key: Key) -> None:
        """Remove a record, if there is one."""
        moment = now()
        self._history.append((moment, key, self.records.pop(key, None)))
        while self._history[0][0] <= moment - _HISTORY:
            self._history.popleft()

    def lagging_record(self, key: Key, seconds: float) -> Record | None:
        """Return one record as it was some seconds, at most `LONGEST_LAG_SECONDS`, ago."""
        horizon = now() - timedelta(seconds=seconds)
        record = self.records.get(key)
        for written, changed, before in reversed(self._history):
            if written <= horizon:
                break
            if changed == key:
                record = before
        return record

    def lagging(self, seconds: float) -> dict[Key, Record]:
        """Return the records as they were some seconds, at most `LONGEST_LAG_SECONDS`, ago."""
        horizon = now() - timedelta(seconds=seconds)
        records = dict(self.records)
        for written, key, before in reversed(self._history):
            if written <= horizon:
                break
            records.pop(key, None)
            if before is not None:
                records[key] = before
        return records


@dataclass
class Scope:
    """All records of one account in one region."""

    created: datetime
    entities: Table[str, StoredEntity] = field(default_factory=Table)
    associations: Table[tuple[str, str], StoredAssociation] = field(default_factory=Table)
    tags: ResourceTags = field(default_factory=ResourceTags)
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


def now() -> datetime:
    """Return the time in UTC, to the millisecond: filters compare the time that a client reads."""
    moment = datetime.now(timezone.utc)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
