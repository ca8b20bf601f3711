"""The lifecycle of an artifact: Create, Update and Delete of ``Custom::SageMakerArtifact``.

Each function brings SageMaker to what the request declares, whatever it finds there, and may be
called again with the same request: CloudFormation and Lambda deliver a request at least once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from botocore.exceptions import ClientError

from . import searching, stand_in
from .convergence import change_in_place, make_anew
from .failure import Failure
from .goal import Goal, goal_of, goal_of_new
from .lineage import Artifact, Lineage
from .ownership import ADOPTED, MARK, STAND_IN, Ownership
from .reasons import may_be_taken
from .refusals import check_adoption, check_making_anew
from .request import Request
from .stand_in import StandIn
from .takeover import give_back, settle, stand_in_of

logger = logging.getLogger(__name__)


def create(request: Request, lineage: Lineage) -> Artifact:
    """Create the artifact, or take over what is on its source already.

    Raises
    ------
    Failure
        If the source has an artifact that is not this stack's and not to be adopted, or that
        cannot be brought to the declaration.
    """
    new = goal_of_new(request)
    try:
        return lineage.create(new.artifact, new.tags)
    except ClientError as error:
        if not may_be_taken(error):
            raise
        artifact = searching.find(new.artifact.source, lineage, searching.LIST_LAG_SECONDS)
        if artifact is None:
            # Whatever is there may be what an earlier delivery of this request made.
            lineage.may_have_written = True
            raise
        return _take(artifact, request, lineage)


def update(request: Request, lineage: Lineage) -> Artifact:
    """Bring the artifact to its new declaration.

    Another source is another artifact: then this is a Create, and CloudFormation deletes the old
    one when the whole update has succeeded. The same if somebody deleted the artifact by hand.

    Raises
    ------
    Failure
        As for `create`.
    """
    artifact = lineage.describe(request.artifact_arn) if request.artifact_arn else None
    if artifact is None:
        kept = stand_in.find(request.declared.source, lineage)
        return _make_from(kept, request, lineage) if kept else create(request, lineage)
    if artifact.source != request.declared.source:
        return create(request, lineage)
    return _take(artifact, request, lineage)


def delete(request: Request, lineage: Lineage) -> None:
    """Take this resource's claim off the artifact, and delete what nobody claims any more.

    Only an artifact that this library made is deleted, and its associations with it. If this
    resource had taken the artifact over from another in a deployment that is now rolled back, the
    other gets it back as it was.
    """
    if request.create_left_nothing:
        return
    arn = request.artifact_arn or _find_created(request, lineage)
    tags = lineage.tags(arn) if arn else None
    kept = stand_in_of(tags, request, lineage)
    if kept and not kept.ownership.is_claimed_by(request.claim):
        give_back(kept, arn, tags or {}, lineage)
    elif arn and tags is not None:
        if kept:
            settle(kept, arn, tags, request, lineage)
        _release(arn, Ownership.read(tags), request, lineage)
    elif kept:
        _delete_with_associations(kept.arn, lineage)


def _take(artifact: Artifact, request: Request, lineage: Lineage) -> Artifact:
    """Bring an artifact that exists to the declaration, if this resource may have it."""
    tags = lineage.tags(artifact.arn)
    if tags is None:
        raise Failure(f"{artifact.arn} was deleted while it was being changed; deploy again")
    # CloudFormation knows it as this resource's, even if somebody removed the claim by hand.
    is_known = artifact.arn == request.artifact_arn
    if is_known and STAND_IN in tags:
        # What it was kept for, an update or a move of an earlier deployment, is over.
        stand_in.end(tags.pop(STAND_IN), artifact.arn, lineage)
    ownership = Ownership.read(tags)
    in_stack = ownership.is_claimed_in_stack_of(request.claim)
    if not is_known and not in_stack:
        check_adoption(artifact, ownership, request.declared)
    is_moving = not is_known and in_stack and not ownership.is_claimed_by(request.claim)
    goal = goal_of(artifact, tags, request, is_known=is_known, is_moving=is_moving)
    is_made_anew = goal.must_be_made_anew(artifact)
    if is_made_anew:
        check_making_anew(artifact, ownership, request)
        if is_known:
            _check_acceptance(request, lineage)
    kept = _keep(artifact, tags, goal, request, lineage, is_moving=is_moving)
    if kept:
        goal.tags[STAND_IN] = kept.arn
    if is_made_anew:
        if kept:
            owned = {STAND_IN: kept.arn, request.claim.key: request.claim.holder}
            lineage.add_tags(artifact.arn, owned)
        result = make_anew(artifact, kept, goal, lineage)
    else:
        result = change_in_place(artifact, tags, goal, lineage)
    if kept and is_known:
        stand_in.end(kept.arn, result.arn, lineage)
    elif kept:
        stand_in.move_associations(kept.arn, result.arn, lineage)
    return result


def _keep(
    artifact: Artifact,
    tags: Mapping[str, str],
    goal: Goal,
    request: Request,
    lineage: Lineage,
    *,
    is_moving: bool,
) -> StandIn | None:
    """Return the stand-in that there is, or that there has to be before anything is changed."""
    if STAND_IN in tags:
        return stand_in.load(tags[STAND_IN], artifact.source, lineage)
    if is_moving:
        is_needed = not goal.is_reached_but_for_ownership(artifact, tags)
    elif goal.must_be_made_anew(artifact):
        is_needed = (
            goal.artifact.properties != request.declared.properties
            or goal.tags != goal_of_new(request).tags
            or bool(lineage.edges(artifact.arn))
        )
    else:
        is_needed = False
    return stand_in.make(artifact, tags, lineage) if is_needed else None


def _make_from(kept: StandIn, request: Request, lineage: Lineage) -> Artifact:
    """Make the artifact from its stand-in: the function was killed between delete and create."""
    goal = goal_of(kept.original, kept.tags, request, is_known=True, is_moving=False)
    goal.tags[STAND_IN] = kept.arn
    made = lineage.create(goal.artifact, goal.tags)
    stand_in.end(kept.arn, made.arn, lineage)
    return made


def _find_created(request: Request, lineage: Lineage) -> str | None:
    """Find what a Create made, or is about to make, that did not get to answer with an ARN."""
    try:
        source = request.declared.source
    except Failure:
        # Nor could Create make anything of it.
        return None
    created = searching.find(source, lineage, searching.RUNNING_CREATE_SECONDS)
    return created.arn if created else None


def _release(arn: str, ownership: Ownership, request: Request, lineage: Lineage) -> None:
    """Take the claim off; delete the artifact if it is left to nobody and this library made it.

    Without a claim on it only CloudFormation's word counts: the ARN as the physical id.
    """
    is_ours = ownership.is_claimed_by(request.claim) or request.artifact_arn is not None
    if ownership.can_release(request.claim):
        keys = [request.claim.key]
        if ownership.mark == ADOPTED and not ownership.without(request.claim):
            keys.append(MARK)
        lineage.delete_tags(arn, keys)
        # Read again: the others may have been taking their claims off at the same time.
        ownership = Ownership.read(lineage.tags(arn) or {})
    if is_ours and ownership.is_left_to(request.claim):
        _delete_with_associations(arn, lineage)
    else:
        logger.info({"event": "left in place", "arn": arn, "held by": ownership.holders()})


def _delete_with_associations(arn: str, lineage: Lineage) -> None:
    for edge in lineage.edges(arn):
        lineage.disassociate(edge)
    lineage.delete(arn)


def _check_acceptance(request: Request, lineage: Lineage) -> None:
    """Have SageMaker look at a declaration before anything is deleted for its sake.

    It says that the source is taken, or else what is wrong.
    """
    new = goal_of_new(request)
    try:
        lineage.create(new.artifact, new.tags)
    except ClientError as error:
        if not may_be_taken(error):
            raise
