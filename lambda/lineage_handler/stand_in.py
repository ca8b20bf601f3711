"""The stand-in: a copy of an artifact, kept while the artifact itself is in danger.

An artifact is in danger while it is made anew (its associations have to be somewhere, and the
function can be killed between any two calls), and while another resource of the same stack takes
it over (the deployment may be rolled back). The copy is an artifact of its own, on a source made
of the original's; the original names it in a tag, for as long as there is one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from botocore.exceptions import ClientError

from .declaration import Source
from .lineage import Artifact, Lineage
from .ownership import CREATED, MARK, PREFIX, STAND_IN, Ownership
from .reasons import may_be_taken


@dataclass(frozen=True)
class StandIn:
    """A stand-in and what it keeps: the original's members, and its tags."""

    arn: str
    original: Artifact
    tags: dict[str, str]

    @property
    def ownership(self) -> Ownership:
        """Who owned the original when the stand-in was made."""
        return Ownership.read(self.tags)


def find(source: Source, lineage: Lineage) -> StandIn | None:
    """Find the stand-in of the artifact on a source, if there is one."""
    for arn, _ in lineage.find(_source_of_stand_in(source).uri):
        return load(arn, source, lineage)
    return None


def load(arn: str, source: Source, lineage: Lineage) -> StandIn | None:
    """Read a stand-in; None if it is gone."""
    artifact, tags = lineage.describe(arn), lineage.tags(arn)
    if artifact is None or tags is None:
        return None
    return StandIn(arn, replace(artifact, source=source, arn=""), tags)


def make(artifact: Artifact, tags: Mapping[str, str], lineage: Lineage) -> StandIn:
    """Copy an artifact, with its tags; its associations stay where they are.

    Raises
    ------
    ClientError
        If the copy cannot be made.
    """
    copy = replace(artifact, source=_source_of_stand_in(artifact.source))
    try:
        arn = lineage.create(copy, {**tags, MARK: CREATED}).arn
    except ClientError as error:
        # An earlier delivery of this request made it.
        earlier = find(artifact.source, lineage) if may_be_taken(error) else None
        if earlier is None:
            raise
        return earlier
    return StandIn(arn, replace(artifact, arn=""), dict(tags))


def end(arn: str, original_arn: str, lineage: Lineage) -> None:
    """Give the associations back to the original and delete the stand-in."""
    move_associations(arn, original_arn, lineage)
    lineage.delete(arn)
    lineage.delete_tags(original_arn, [STAND_IN])


def move_associations(from_arn: str, to_arn: str, lineage: Lineage) -> None:
    """Move every association of one artifact to another, each there before it is gone here."""
    for edge in lineage.edges(from_arn):
        lineage.associate(edge.moved(from_arn, to_arn))
        lineage.disassociate(edge)


def _source_of_stand_in(source: Source) -> Source:
    identity = json.dumps([source.uri, sorted(source.types)])
    return Source(f"{PREFIX}//stand-in/{hashlib.sha256(identity.encode()).hexdigest()}")
