"""Finds an artifact by its source, when its ARN is not known."""

from __future__ import annotations

import time

from .declaration import Source
from .lineage import Artifact, Lineage

# ListArtifacts can lag behind a write by seconds: an artifact that must be there, because its
# source is taken, is looked for as long.
LIST_LAG_SECONDS = 10.0
# A Create that was cancelled may still be running when its Delete arrives.
RUNNING_CREATE_SECONDS = 20.0

_LOOK_AGAIN_SECONDS = 1.0


def find(source: Source, lineage: Lineage, patience_seconds: float) -> Artifact | None:
    """Find the artifact on a source, for some seconds.

    One with the same URI and other source types is taken for it only when there is no other.
    """
    give_up = time.monotonic() + patience_seconds
    while True:
        found = lineage.find(source.uri)
        exact = [arn for arn, found_source in found if found_source == source]
        if exact:
            return lineage.describe(exact[0])
        if time.monotonic() > give_up:
            return lineage.describe(found[0][0]) if found else None
        time.sleep(_LOOK_AGAIN_SECONDS)
