"""The tags of resources: what was written to them, and what is shown of it by now.

Tags are kept by ARN, so they can outlast their resource for a while.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from lineage_local.service.behaviour import LONGEST_LAG_SECONDS

# What wrote a tag: a Create, AddTags, DeleteTags, or the delete of the resource.
TagWriteKind = Literal["create", "add", "delete", "clean_up"]
TagLags = Mapping[TagWriteKind, float]

_LONGEST_LAG = timedelta(seconds=LONGEST_LAG_SECONDS)


@dataclass(frozen=True)
class TagWrite:
    """One tag that was set, or removed if the value is None."""

    moment: datetime
    kind: TagWriteKind
    key: str
    value: str | None


@dataclass(frozen=True)
class TagWrites:
    """The tags of one ARN: those that every reader sees, and the writes since, oldest first."""

    settled: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[TagWrite, ...] = ()

    @property
    def written(self) -> dict[str, str]:
        """The tags as they are when every write is shown."""
        return _applied(self.settled, self.recent)

    def shown(self, moment: datetime, lags: TagLags) -> dict[str, str]:
        """Return the tags that a reader sees.

        Of each key that is the last write that is old enough, so an earlier one never overtakes it.

        Parameters
        ----------
        moment
            When they are read.
        lags
            How many seconds late each kind of write is shown, at most `LONGEST_LAG_SECONDS`.
        """
        age = {kind: timedelta(seconds=lag) for kind, lag in lags.items()}
        shown = [each for each in self.recent if each.moment + age[each.kind] <= moment]
        return _applied(self.settled, shown)

    def after(
        self, moment: datetime, kind: TagWriteKind, values: Mapping[str, str | None]
    ) -> "TagWrites":
        """Return the tags after one more call has set, or by None removed, some of them."""
        settled = [each for each in self.recent if each.moment + _LONGEST_LAG <= moment]
        writes = [TagWrite(moment, kind, key, value) for key, value in values.items()]
        return TagWrites(_applied(self.settled, settled), (*self.recent[len(settled) :], *writes))


def _applied(tags: Mapping[str, str], writes: Iterable[TagWrite]) -> dict[str, str]:
    result = dict(tags)
    for write in writes:
        if write.value is None:
            result.pop(write.key, None)
        else:
            result[write.key] = write.value
    return result


@dataclass
class ResourceTags:
    """The tags of all resources of one account and region, by ARN."""

    writes: dict[str, TagWrites] = field(default_factory=dict)
    _deleted: deque[tuple[datetime, str]] = field(default_factory=deque)

    def of(self, arn: str) -> TagWrites:
        """Return the tags of a resource."""
        return self.writes.get(arn, TagWrites())

    def write(
        self, arn: str, moment: datetime, kind: TagWriteKind, values: Mapping[str, str | None]
    ) -> None:
        """Set, or by None remove, tags of a resource."""
        self.writes[arn] = self.of(arn).after(moment, kind, values)

    def clean_up(self, arn: str, moment: datetime) -> None:
        """Remove all tags of a resource that is deleted."""
        self.write(arn, moment, "clean_up", dict.fromkeys(self.of(arn).written))
        self._deleted.append((moment, arn))
        while self._deleted[0][0] + _LONGEST_LAG <= moment:
            _, gone = self._deleted.popleft()
            if self.of(gone).after(moment, "clean_up", {}) == TagWrites():
                self.writes.pop(gone, None)
