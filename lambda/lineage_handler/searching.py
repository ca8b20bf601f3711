"""Finds what is known by its source, or by who claims it, in lists that lag behind the writes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from .declaration import Source
from .lineage import Artifact, Lineage
from .ownership import Claim, Ownership

T = TypeVar("T")

# Lists can lag behind a write by seconds: what must be there is looked for as long.
LIST_LAG_SECONDS = 10.0
# A Create that was cancelled may still be running when its Delete arrives.
RUNNING_CREATE_SECONDS = 20.0

LOOK_AGAIN_SECONDS = 1.0

# As long as a deployment may take, to its rollback.
_DEPLOYMENT_SECONDS = 3600.0


def look_for(look: Callable[[], T | None], patience_seconds: float) -> T | None:
    """Look for something, again and again for some seconds."""
    give_up = time.monotonic() + patience_seconds
    while (seen := look()) is None and time.monotonic() < give_up:
        time.sleep(LOOK_AGAIN_SECONDS)
    return seen


def find(source: Source, lineage: Lineage, patience_seconds: float) -> Artifact | None:
    """Find the artifact on a source, for some seconds.

    One with the same URI and other source types is taken for it only when there is no other.
    """
    alike: list[str] = []

    def look() -> str | None:
        found = lineage.find(source.uri)
        alike[:] = [arn for arn, _ in found]
        return next((arn for arn, found_source in found if found_source == source), None)

    exact = look_for(look, patience_seconds)
    arn = exact or next(iter(alike), None)
    return lineage.describe(arn) if arn else None


def find_created(source: Source, claim: Claim, lineage: Lineage) -> str | None:
    """Find what a Create made or took, or is about to, that did not get to answer with an ARN.

    That Create may be running still. It is waited for, and not only until there is something:
    what is found half done cannot be left in order while the Create goes on.
    """
    time.sleep(RUNNING_CREATE_SECONDS)
    unclaimed = None
    for arn, found_source in lineage.find(source.uri):
        if Ownership.read(lineage.tags(arn) or {}).is_claimed_by(claim):
            return arn
        if found_source == source:
            unclaimed = arn
    return unclaimed


def let_lists_catch_up(created: datetime | None = None) -> None:
    """Wait until lists show what was written before.

    If it is said when an artifact was made, only if that may have been in the deployment that is
    being rolled back now: then its associations may have changed a moment ago.
    """
    age = datetime.now(timezone.utc) - created if created else timedelta()
    if age.total_seconds() < _DEPLOYMENT_SECONDS:
        time.sleep(LIST_LAG_SECONDS)
