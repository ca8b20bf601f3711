"""A move within a stack: a resource takes an artifact over from another, and may give it back.

A construct that is renamed is, to CloudFormation, a new resource that is created on the source of
the old one, which is deleted at the end; unless the deployment fails: then the new one is deleted,
and the old one, which was never touched, must find its artifact as it was. The stand-in remembers.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from . import stand_in
from .convergence import change_in_place, make_anew
from .failure import Failure
from .goal import Goal, without
from .lineage import Lineage
from .ownership import CREATED, MARK, STAND_IN, Ownership, is_kept_by_rule
from .request import Request
from .stand_in import StandIn

logger = logging.getLogger(__name__)


def stand_in_of(
    tags: Mapping[str, str] | None, request: Request, lineage: Lineage
) -> StandIn | None:
    """Find the stand-in that a Delete has to do something about.

    Usually the artifact names it. If the function was killed while it made the artifact anew, it
    may be known by its source only: that is looked at before an artifact is deleted or left.
    """
    try:
        source = request.declared.source
    except Failure:
        return None
    if tags and STAND_IN in tags:
        return stand_in.load(tags[STAND_IN], source, lineage)
    ownership = Ownership.read(tags or {})
    if ownership.is_claimed_by(request.claim) and not ownership.is_left_to(request.claim):
        return None
    return stand_in.find(source, lineage)


def settle(
    kept: StandIn, arn: str, tags: dict[str, str], request: Request, lineage: Lineage
) -> None:
    """End a move that stands: give back what others had added, and end the stand-in."""
    artifact = lineage.describe(arn)
    if artifact and tags.get(MARK) == CREATED:
        added_tags = {
            key: value
            for key, value in without(kept.tags, request.declared.tags).items()
            if not is_kept_by_rule(key)
        }
        added_properties = without(kept.original.properties, request.declared.properties)
        goal = Goal(
            replace(artifact, properties=added_properties | artifact.properties),
            added_tags | tags,
        )
        change_in_place(artifact, tags, goal, lineage)
    stand_in.end(kept.arn, arn, lineage)
    del tags[STAND_IN]


def give_back(kept: StandIn, arn: str | None, tags: Mapping[str, str], lineage: Lineage) -> None:
    """Give the artifact back as it was to the resource from which this one had taken it."""
    mark = tags.get(MARK, CREATED)
    goal = Goal(kept.original, {**kept.tags, MARK: mark, STAND_IN: kept.arn})
    artifact = lineage.describe(arn) if arn else None
    if artifact is None:
        artifact = lineage.create(goal.artifact, goal.tags)
    elif goal.must_be_made_anew(artifact):
        artifact = make_anew(artifact, kept, goal, lineage)
    else:
        change_in_place(artifact, tags, goal, lineage)
    stand_in.end(kept.arn, artifact.arn, lineage)
    logger.info({"event": "given back", "arn": artifact.arn, "to": kept.ownership.holders()})
