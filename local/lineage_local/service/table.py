"""A table: records in the order of their creation, as they are and as they were a while ago."""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import merge
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from lineage_local.service.behaviour import LONGEST_LAG_SECONDS

CreationOrder = tuple[int, int]

_HISTORY = timedelta(seconds=LONGEST_LAG_SECONDS)
_ORDER = attrgetter("order")


class Record(Protocol):
    """What a table can hold. A record is never changed, but replaced by one of the same key."""

    @property
    def key(self) -> Any:
        """What identifies the record."""
        ...

    @property
    def order(self) -> CreationOrder:
        """Where it stands among the others; an update leaves it there."""
        ...

    @property
    def groups(self) -> Iterable[Hashable]:
        """The groups that it is found in, which are all that a table can be searched by."""
        ...


Key = TypeVar("Key")
RecordT = TypeVar("RecordT", bound=Record)


class Table(Generic[Key, RecordT]):
    """Records by key and by group, and what they were up to `LONGEST_LAG_SECONDS` ago.

    No call looks at records that it does not return, but for those that have changed lately.

    Parameters
    ----------
    now
        Returns the time.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.records: dict[Key, RecordT] = {}
        self._now = now
        self._groups: dict[Hashable, list[RecordT]] = {}
        # When a record was written or removed, its key, and what was there before.
        self._history: deque[tuple[datetime, Key, RecordT | None]] = deque()

    def put(self, record: RecordT) -> None:
        """Write a record, in the place of the one that has its key."""
        self.remove(record.key)
        self._add(record)

    def remove(self, key: Key) -> None:
        """Remove a record, if there is one."""
        moment = self._now()
        before = self.records.pop(key, None)
        if before is not None:
            for group in before.groups:
                self._remove_from(group, before)
        self._history.append((moment, key, before))
        while self._history[0][0] <= moment - _HISTORY:
            self._history.popleft()

    def load(self, records: Iterable[RecordT]) -> None:
        """Write new records as if they had been there for long: lists show them at once."""
        for record in records:
            self._add(record)

    def count(self, group: Hashable) -> int:
        """Return how many records are in a group now."""
        return len(self._groups.get(group, ()))

    def lagging(self, seconds: float) -> "LaggingTable[Key, RecordT]":
        """Return the table as it was some seconds, at most `LONGEST_LAG_SECONDS`, ago.

        It is valid until the next write.
        """
        horizon = self._now() - timedelta(seconds=seconds)
        before: dict[Key, RecordT | None] = {}
        for written, key, record in reversed(self._history):
            if written <= horizon:
                break
            before[key] = record
        return LaggingTable(self.records, self._groups, before)

    def _add(self, record: RecordT) -> None:
        self.records[record.key] = record
        for group in record.groups:
            insort(self._groups.setdefault(group, []), record, key=_ORDER)

    def _remove_from(self, group: Hashable, record: RecordT) -> None:
        records = self._groups[group]
        position = bisect_left(records, record.order, key=_ORDER)
        while records[position] is not record:
            position += 1
        del records[position]
        if not records:
            del self._groups[group]


class LaggingTable(Generic[Key, RecordT]):
    """A table as it was a while ago.

    Parameters
    ----------
    records, groups
        The table as it is.
    before
        What was there then of each key that has changed since; None if nothing was.
    """

    def __init__(
        self,
        records: Mapping[Key, RecordT],
        groups: Mapping[Hashable, list[RecordT]],
        before: Mapping[Key, RecordT | None],
    ) -> None:
        self._records = records
        self._groups = groups
        self._before = before
        self._groups_before: dict[Hashable, list[RecordT]] = {}
        for record in filter(None, before.values()):
            for group in record.groups:
                self._groups_before.setdefault(group, []).append(record)

    def get(self, key: Key) -> RecordT | None:
        """Return a record."""
        return self._before[key] if key in self._before else self._records.get(key)

    def group(
        self, group: Hashable, *, after: CreationOrder | None = None, descending: bool = False
    ) -> Iterator[RecordT]:
        """Yield the records of a group by their order.

        Parameters
        ----------
        group
            One of the groups that records say they are in.
        after
            The order of the record to start after; None for the first.
        descending
            Whether the last comes first.
        """
        since = self._slice(self._groups.get(group, []), after, descending=descending)
        if not self._before:
            return since
        then = sorted(self._groups_before.get(group, ()), key=_ORDER)
        unchanged = (record for record in since if record.key not in self._before)
        changed = self._slice(then, after, descending=descending)
        return merge(unchanged, changed, key=_ORDER, reverse=descending)

    @staticmethod
    def _slice(
        records: list[RecordT], after: CreationOrder | None, *, descending: bool
    ) -> Iterator[RecordT]:
        if after is None:
            return reversed(records) if descending else iter(records)
        if descending:
            positions = range(bisect_left(records, after, key=_ORDER) - 1, -1, -1)
        else:
            positions = range(bisect_right(records, after, key=_ORDER), len(records))
        return (records[position] for position in positions)
