"""The service's state: plain records in memory, one set per account and region."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, Generic, TypeVar

from local.lineage.caller import Caller

Record = TypeVar("Record")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Entity:
    """An artifact, action or context as it stands; a change makes a new record.

    `members` holds what the entity was created with, by the API's own names: its name, source,
    type, properties and so on.
    """

    kind: str
    arn: str
    sequence: int
    members: Mapping[str, Any]
    tags: Mapping[str, str]
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
        """The entity's properties, none if none were given."""
        properties: Mapping[str, str] = self.members.get("Properties", {})
        return properties


@dataclass(frozen=True)
class Association:
    """An edge from one entity to another."""

    source_arn: str
    destination_arn: str
    type: str | None
    sequence: int
    created: datetime
    created_by: Mapping[str, Any]


@dataclass
class Table(Generic[Key, Record]):
    """Records by key, readable as they are and as they were some seconds ago."""

    lag: timedelta
    records: dict[Key, Record] = field(default_factory=dict)
    _undo: deque[tuple[datetime, Key, Record | None]] = field(default_factory=deque)

    def put(self, key: Key, record: Record | None) -> None:
        """Write a record; None removes it."""
        before = self.records.pop(key, None)
        if record is not None:
            self.records[key] = record
        if self.lag:
            self._undo.append((now(), key, before))

    def lagging(self) -> dict[Key, Record]:
        """Give the records as they were `lag` ago: what a list call sees."""
        horizon = now() - self.lag
        while self._undo and self._undo[0][0] <= horizon:
            self._undo.popleft()
        records = dict(self.records)
        for _, key, before in reversed(self._undo):
            records.pop(key, None)
            if before is not None:
                records[key] = before
        return records


@dataclass
class Scope:
    """All records of one account in one region."""

    entities: Table[str, Entity]
    associations: Table[tuple[str, str], Association]
    created: datetime
    _sequence: Iterator[int] = field(default_factory=count)

    def next_sequence(self) -> int:
        """Give a number that orders records created within one millisecond."""
        return next(self._sequence)


@dataclass
class Store:
    """The scopes of all accounts and regions; made on first use."""

    lag: timedelta
    scopes: dict[Caller, Scope] = field(default_factory=dict)

    def scope(self, caller: Caller) -> Scope:
        """Give the records that this caller sees."""
        if caller not in self.scopes:
            self.scopes[caller] = Scope(Table(self.lag), Table(self.lag), now())
        return self.scopes[caller]


def now() -> datetime:
    """Give the time in UTC, to the millisecond: what a client reads is what filters compare."""
    moment = datetime.now(timezone.utc)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
