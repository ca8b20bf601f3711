"""The service's state: plain records in memory, one set per account and region."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, Generic, TypeVar

from lineage_local.service.caller import Caller

Record = TypeVar("Record")
Key = TypeVar("Key")

LONGEST_LAG_SECONDS = 60.0
_KEPT = timedelta(seconds=LONGEST_LAG_SECONDS)


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

    records: dict[Key, Record] = field(default_factory=dict)
    _undo: deque[tuple[datetime, Key, Record | None]] = field(default_factory=deque)

    def put(self, key: Key, record: Record | None) -> None:
        """Write a record; None removes it."""
        before = self.records.pop(key, None)
        if record is not None:
            self.records[key] = record
        moment = now()
        self._undo.append((moment, key, before))
        while self._undo[0][0] <= moment - _KEPT:
            self._undo.popleft()

    def lagging(self, seconds: float) -> dict[Key, Record]:
        """Give the records as they were some seconds, at most `LONGEST_LAG_SECONDS`, ago."""
        horizon = now() - timedelta(seconds=seconds)
        records = dict(self.records)
        for written, key, before in reversed(self._undo):
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
    entities: Table[str, Entity] = field(default_factory=Table)
    associations: Table[tuple[str, str], Association] = field(default_factory=Table)
    _sequence: Iterator[int] = field(default_factory=count)

    def next_sequence(self) -> int:
        """Give a number that orders records created within one millisecond."""
        return next(self._sequence)


@dataclass
class Store:
    """The scopes of all accounts and regions; made on first use."""

    scopes: dict[Caller, Scope] = field(default_factory=dict)

    def scope(self, caller: Caller) -> Scope:
        """Give the records that this caller sees."""
        if caller not in self.scopes:
            self.scopes[caller] = Scope(now())
        return self.scopes[caller]


def now() -> datetime:
    """Give the time in UTC, to the millisecond: what a client reads is what filters compare."""
    moment = datetime.now(timezone.utc)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
