"""Leaves an artifact: takes a resource's claim off, and deletes what nobody claims any more."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from . import searching, stand_in
from .carrying import delete_with_associations
from .declaration import Source
from .lineage import Lineage
from .ownership import ADOPTED, MARK, Ownership
from .request import Request, ResourceRequest
from .stand_in import StandIn
from .takeover import give_back, settle

logger = logging.getLogger(__name__)


def leave(arn: str | None, source: Source | None, request: Request, lineage: Lineage) -> None:
    """Take the resource's claim off an artifact, and off its stand-in.

    Parameters
    ----------
    arn
        The artifact; None if there is none.
    source
        Its source, if that is known.
    request
        A request of the resource.
    lineage
        The lineage API.
    """
    tags = lineage.tags(arn) if arn else None
    kept = _stand_in_of(tags, source, request, lineage) if source else None
    if kept and _is_of_others(kept, request):
        give_back(kept, arn, tags, request, lineage)
    elif arn is None or tags is None:
        if kept:
            delete_with_associations(kept.arn, lineage)
    else:
        if kept:
            settle(kept, arn, tags, request, lineage)
        # The tag names one that is gone.
        is_named = source and stand_in.is_named_in(tags, source, request.claim)
        if release(arn, tags, request, lineage, [request.claim.stand_in_key] if is_named else []):
            delete_with_associations(arn, lineage)


def _stand_in_of(
    tags: Mapping[str, str] | None, source: Source, request: Request, lineage: Lineage
) -> StandIn | None:
    """Find the stand-in that something has to be done about.

    Usually the artifact names it. If the function was killed while it made the artifact anew, it
    may be known by its source only: that is looked at before an artifact is deleted or left.
    """
    if tags and stand_in.is_named_in(tags, source, request.claim):
        return stand_in.find(source, request.claim, lineage, searching.LIST_LAG_SECONDS)
    ownership = Ownership.read(tags or {})
    if ownership.is_claimed_by(request.claim) and not ownership.is_left_to(request.claim):
        return None
    return stand_in.find(source, request.claim, lineage)


def _is_of_others(kept: StandIn, request: Request) -> bool:
    """Whether the artifact was taken over from another resource, which is to get it back."""
    ownership = kept.ownership
    return bool(ownership.claims) and not ownership.is_claimed_by(request.claim)


def release(
    arn: str,
    tags: Mapping[str, str],
    request: ResourceRequest[Any],
    lineage: Lineage,
    other_keys: Iterable[str] = (),
) -> bool:
    """Take the claim off an artifact; say whether it is left to nobody and this library made it.

    Then it is to be deleted, and keeps the claim until it is. Without a claim on it only
    CloudFormation's word counts: the ARN as the physical id.
    """
    ownership = Ownership.read(tags)
    is_ours = ownership.is_claimed_by(request.claim) or request.artifact_arn == arn
    keys = [*other_keys]
    if ownership.can_release(request.claim):
        keys.append(request.claim.key)
        if ownership.mark == ADOPTED and not ownership.without(request.claim):
            keys.append(MARK)
    if keys:
        lineage.delete_tags(arn, keys)
        # Read again: the others may have been taking their claims off at the same time.
        ownership = Ownership.read(lineage.tags(arn) or {})
    if is_ours and ownership.is_left_to(request.claim):
        return True
    logger.info({"event": "left in place", "arn": arn, "held by": ownership.holders()})
    return False
