"""The stand-in: a copy of an artifact, kept while the artifact itself is in danger.

An artifact is in danger while it is made anew (its associations have to be somewhere, and the
function can be killed between any two calls), and while another resource of the same stack takes
it over (the deployment may be rolled back). The copy is an artifact of its own, on a source made
of the original's and the stack. The original says in a tag that there is one, before there is one
and until it is gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from . import searching
from .carrying import bring_back_and_delete
from .declaration import Edge, Source
from .duplicates import create_or_find
from .goal import Goal
from .lineage import Artifact, Lineage
from .ownership import CREATED, MARK, PREFIX, Claim, Ownership
from .stand_in_name import name_of_stand_in

# The tag that keeps the name of the original.
_NAME = PREFIX + "name"


@dataclass(frozen=True)
class StandIn:
    """A stand-in and what it keeps: the original's members, its tags, and the stack's claims.

    The original says that there is one in the tag whose key is `named_by`.
    """

    arn: str
    named_by: str
    original: Artifact
    tags: dict[str, str]

    @property
    def ownership(self) -> Ownership:
        """Who of the stack owned the original when the stand-in was made."""
        return Ownership.read(self.tags)


def tag_for(source: Source, claim: Claim) -> dict[str, str]:
    """Give the tag by which an artifact says that the claim's stack keeps a stand-in of it."""
    return {claim.stand_in_key: _source_of_stand_in(source, claim).uri}


def is_named_in(tags: Mapping[str, str], source: Source, claim: Claim) -> bool:
    """Whether an artifact says that the claim's stack keeps a stand-in of it, or is about to."""
    return tags.items() >= tag_for(source, claim).items()


def find(
    source: Source, claim: Claim, lineage: Lineage, patience_seconds: float = 0.0
) -> StandIn | None:
    """Find the stand-in that the claim's stack keeps of the artifact on a source."""

    def look() -> str | None:
        found = lineage.find(_source_of_stand_in(source, claim).uri)
        return found[0][0] if found else None

    arn = searching.look_for(look, patience_seconds)
    return _load(arn, source, claim, lineage) if arn else None


def make(
    artifact: Artifact, tags: Mapping[str, str], source: Source, claim: Claim, lineage: Lineage
) -> StandIn:
    """Copy an artifact, with these tags; its associations stay where they are.

    If an earlier delivery of the request has made the stand-in, it is that one.
    """
    copy = replace(
        artifact,
        source=_source_of_stand_in(source, claim),
        artifact_name=name_of_stand_in(artifact.arn),
    )
    name = {_NAME: artifact.artifact_name} if artifact.artifact_name else {}
    goal = Goal(copy, {**tags, **name, MARK: CREATED})
    made, is_new = create_or_find(goal, lineage)
    earlier = None if is_new else _load(made.arn, source, claim, lineage)
    return earlier or StandIn(
        made.arn,
        claim.stand_in_key,
        replace(artifact, source=source, arn=""),
        {**tags, MARK: CREATED},
    )


def end(kept: StandIn, original_arn: str, lineage: Lineage, known: Collection[Edge] = ()) -> None:
    """Give the associations back to the original and delete the stand-in."""
    bring_back_and_delete(kept.arn, original_arn, lineage, known)
    lineage.delete_tags(original_arn, [kept.named_by])


def _load(arn: str, source: Source, claim: Claim, lineage: Lineage) -> StandIn | None:
    artifact, tags = lineage.describe(arn), lineage.tags(arn)
    if artifact is None or tags is None:
        return None
    original = replace(artifact, source=source, arn="", artifact_name=tags.pop(_NAME, None))
    return StandIn(arn, claim.stand_in_key, original, tags)


def _source_of_stand_in(source: Source, claim: Claim) -> Source:
    identity = json.dumps([source.uri, sorted(source.types), claim.stack])
    return Source(f"{PREFIX}//stand-in/{hashlib.sha256(identity.encode()).hexdigest()}")
