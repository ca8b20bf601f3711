"""A move within a stack: a resource takes an artifact over from another, and may give it back.

A construct that is renamed is, to CloudFormation, a new resource that is created on the source of
the old one, which is deleted at the end; unless the deployment fails: then the new one is deleted,
and the old one, which was never touched, must find its artifact as it was. The stand-in remembers.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from . import searching, stand_in
from .convergence import change_in_place, create_again, make_anew
from .declaration import Edge
from .goal import Goal, additions_to
from .lineage import Lineage
from .ownership import CREATED, MARK, Ownership, is_kept_by_rule
from .request import Request
from .stand_in import StandIn

logger = logging.getLogger(__name__)


def settle(
    kept: StandIn, arn: str, tags: dict[str, str], request: Request, lineage: Lineage
) -> None:
    """End a move that stands: give back what others had added, and end the stand-in."""
    ownership = Ownership.read(tags)
    artifact = lineage.describe(arn) if ownership.without(request.claim) else None
    if artifact and ownership.mark == CREATED:
        added = additions_to(request.declared, kept.original.properties, kept.tags)
        goal = Goal(
            replace(artifact, properties=added.properties | artifact.properties), added.tags | tags
        )
        change_in_place(artifact, tags, goal, lineage)
    stand_in.end(kept, arn, lineage)
    tags.pop(kept.named_by, None)


def give_back(
    kept: StandIn,
    arn: str | None,
    tags: Mapping[str, str] | None,
    request: Request,
    lineage: Lineage,
) -> None:
    """Give the artifact back as it was to the resource from which this one had taken it.

    Parameters
    ----------
    kept
        The stand-in, which has it as it was.
    arn, tags
        The artifact as it is; None if there is none.
    request
        A request of the resource that had taken it.
    lineage
        The lineage API.
    """
    # Whoever else has come to claim it meanwhile claims it still.
    owner_tags = {MARK: CREATED} | {
        key: value
        for key, value in (tags or {}).items()
        if is_kept_by_rule(key) and key != request.claim.key
    }
    goal = Goal(
        kept.original,
        kept.tags | owner_tags | stand_in.tag_for(kept.original.source, request.claim),
    )
    edges: list[Edge] = []
    artifact = lineage.describe(arn) if arn else None
    if artifact is None:
        artifact = create_again(goal, lineage)
    elif goal.must_be_made_anew(artifact):
        searching.let_lists_catch_up(artifact.created)
        artifact, edges = make_anew(artifact, kept, goal, lineage)
    else:
        change_in_place(artifact, tags or {}, goal, lineage)
    stand_in.end(kept, artifact.arn, lineage, edges)
    logger.info({"event": "given back", "arn": artifact.arn, "to": kept.ownership.holders()})
