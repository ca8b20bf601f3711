"""What this library has marked and no living stack claims.

What is deleted and what is only released is the handler's own rule: see docs/ownership.md.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from lineage_graph.readers.claims import (
    ADOPTED,
    CREATED,
    MARK,
    PREFIX,
    RECORD_TYPE,
    claims,
)

from .artifacts import FoundArtifact, Pair


class Action(Enum):
    """What is to be done to a leftover."""

    DELETE = "delete"
    """This library created it."""
    RELEASE = "release"
    """This library adopted it: mark and claims are taken off, and it stays."""


@dataclass(frozen=True)
class Leftover:
    """An artifact that this library has marked and no living stack claims.

    Parameters
    ----------
    artifact
        The artifact.
    action
        What is to be done.
    tags
        Its tags, as they were when this was decided.
    held_by
        The resources that claimed it, ``<stack>/<logical id>``.
    claimed
        When it was claimed last; empty if no claim says it.
    reason
        Why it is a leftover.
    """

    artifact: FoundArtifact
    action: Action
    tags: Mapping[str, str]
    held_by: tuple[str, ...]
    claimed: str
    reason: str

    @property
    def is_record(self) -> bool:
        """Whether it is the record of an association."""
        return self.artifact.type == RECORD_TYPE


@dataclass(frozen=True)
class AccountOwnership:
    """The marked artifacts of an account and region.

    Parameters
    ----------
    leftovers
        Those that no living stack claims: records first, since an artifact may be part of the
        association of one.
    living
        The ARN and the URI of each artifact that a living stack claims.
    """

    leftovers: tuple[Leftover, ...]
    living: Mapping[str, str]

    def is_declared(self, pair: Pair) -> bool:
        """Return whether a living stack declares an association."""
        return record_uri(pair) in self.living.values()


def account_ownership(
    found: Iterable[tuple[FoundArtifact, Mapping[str, str]]], stacks: Mapping[str, str]
) -> AccountOwnership:
    """Tell leftovers from what is claimed.

    Parameters
    ----------
    found
        The artifacts with their tags.
    stacks
        The living stacks, see `living_stacks`; they must have been read after the tags, so that
        a stack whose claim was seen is among them.
    """
    leftovers: list[Leftover] = []
    living: dict[str, str] = {}
    for artifact, tags in found:
        if tags.get(MARK) not in (CREATED, ADOPTED):
            continue
        held = claims(tags)
        if any(claim.stack in stacks for claim in held):
            living[artifact.arn] = artifact.source_uri
            continue
        holders = tuple(dict.fromkeys(claim.holder for claim in held))
        leftovers.append(
            Leftover(
                artifact,
                Action.DELETE if tags[MARK] == CREATED else Action.RELEASE,
                dict(tags),
                holders,
                max((claim.time for claim in held), default=""),
                _reason(holders),
            )
        )
    leftovers.sort(key=lambda each: (not each.is_record, each.artifact.source_uri))
    return AccountOwnership(tuple(leftovers), living)


def record_uri(pair: Pair) -> str:
    """Return the source URI of the record of an association."""
    identity = hashlib.sha256(json.dumps(list(pair)).encode()).hexdigest()
    return f"{PREFIX}//association/{identity}"


def _reason(holders: tuple[str, ...]) -> str:
    if not holders:
        return "nobody claims it any more: its last claim was taken off, and it was not deleted"
    stacks = ", ".join(dict.fromkeys(holder.partition("/")[0] for holder in holders))
    return f"the stack that claims it is gone: {stacks}"
