"""The lifecycle of an artifact: Create, Update and Delete of ``Custom::SageMakerArtifact``.

Each function brings SageMaker to what the request declares, whatever it finds there, and may be
called again with the same request: CloudFormation and Lambda deliver a request at least once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace

from botocore.exceptions import ClientError

from . import stand_in
from .convergence import Goal, change_in_place, make_anew
from .declaration import Declaration
from .failure import Failure
from .lineage import Artifact, Lineage
from .ownership import ADOPTED, CREATED, MARK, STAND_IN, Ownership, is_kept_by_rule
from .reasons import may_be_taken
from .request import Request
from .stand_in import StandIn

logger = logging.getLogger(__name__)

# ListArtifacts can lag behind a write by seconds: an artifact that must be there, because its
# source is taken, is looked for as long.
_LIST_LAG_SECONDS = 10.0
# A Create that was cancelled may still be running when its Delete arrives.
_RUNNING_CREATE_SECONDS = 20.0
_LOOK_AGAIN_SECONDS = 1.0


def create(request: Request, lineage: Lineage) -> Artifact:
    """Create the artifact, or take over what is on its source already.

    Raises
    ------
    Failure
        If the source has an artifact that is not this stack's and not to be adopted, or that
        cannot be brought to the declaration.
    """
    declared = request.declared
    try:
        return lineage.create(_declared_artifact(declared), _declared_tags(request))
    except ClientError as error:
        if not may_be_taken(error):
            raise
        artifact = _find(declared, lineage, _LIST_LAG_SECONDS)
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
    kept = _kept(tags, request, lineage)
    if kept and not kept.ownership.is_claimed_by(request.claim):
        _restore(kept, arn, tags or {}, lineage)
    elif arn and tags is not None:
        if kept:
            _settle(kept, arn, tags, request, lineage)
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
        _check_adoption(artifact, ownership, request.declared)
    is_moving = not is_known and in_stack and not ownership.is_claimed_by(request.claim)
    goal = _goal(artifact, tags, request, is_known=is_known, is_moving=is_moving)
    is_made_anew = goal.must_be_made_anew(artifact)
    if is_made_anew:
        _check_making_anew(artifact, ownership, request)
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


def _make_from(kept: StandIn, request: Request, lineage: Lineage) -> Artifact:
    """Make the artifact from its stand-in: the function was killed between delete and create."""
    goal = _goal(kept.original, kept.tags, request, is_known=True, is_moving=False)
    goal.tags[STAND_IN] = kept.arn
    made = lineage.create(goal.artifact, goal.tags)
    stand_in.end(kept.arn, made.arn, lineage)
    return made


def _goal(
    artifact: Artifact,
    tags: Mapping[str, str],
    request: Request,
    *,
    is_known: bool,
    is_moving: bool,
) -> Goal:
    """Say what an artifact is to be.

    What others added stays: what this resource did not declare before. From an artifact that
    another resource of the stack declared, nothing stays, since what that one declared cannot be
    told from what others added; its stand-in keeps all of it.
    """
    declared, previous = request.declared, request.previous if is_known else None
    is_created = tags.get(MARK) == CREATED
    if is_created and (is_moving or STAND_IN in tags):
        properties: dict[str, str] = {}
        user_tags: dict[str, str] = {}
    else:
        properties = _without(artifact.properties, previous.properties if previous else {})
        user_tags = _without(tags, previous.tags if previous else {})
    kept_tags = {key: value for key, value in tags.items() if is_kept_by_rule(key)}
    owner_tags = {MARK: tags.get(MARK, ADOPTED), request.claim.key: request.claim.holder}
    return Goal(
        artifact=Artifact(
            arn="",
            source=declared.source,
            artifact_type=declared.artifact_type,
            artifact_name=declared.artifact_name or artifact.artifact_name,
            properties=properties | declared.properties,
            # What an adopted artifact has and the declaration does not mention is not ours.
            metadata_properties=({} if is_created else artifact.metadata_properties)
            | declared.metadata_properties,
        ),
        tags=user_tags | declared.tags | kept_tags | owner_tags,
    )


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
            or goal.tags != _declared_tags(request)
            or bool(lineage.edges(artifact.arn))
        )
    else:
        is_needed = False
    return stand_in.make(artifact, tags, lineage) if is_needed else None


def _kept(tags: Mapping[str, str] | None, request: Request, lineage: Lineage) -> StandIn | None:
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


def _restore(kept: StandIn, arn: str | None, tags: Mapping[str, str], lineage: Lineage) -> None:
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


def _settle(
    kept: StandIn, arn: str, tags: dict[str, str], request: Request, lineage: Lineage
) -> None:
    """End a move that stands: give back what others had added, and end the stand-in."""
    artifact = lineage.describe(arn)
    if artifact and tags.get(MARK) == CREATED:
        added_tags = {
            key: value
            for key, value in _without(kept.tags, request.declared.tags).items()
            if not is_kept_by_rule(key)
        }
        added_properties = _without(kept.original.properties, request.declared.properties)
        goal = Goal(
            replace(artifact, properties=added_properties | artifact.properties),
            added_tags | tags,
        )
        change_in_place(artifact, tags, goal, lineage)
    stand_in.end(kept.arn, arn, lineage)
    del tags[STAND_IN]


def _release(arn: str, ownership: Ownership, request: Request, lineage: Lineage) -> None:
    """Take the claim off; delete the artifact if it is left to nobody and this library made it."""
    if ownership.can_release(request.claim):
        keys = [request.claim.key]
        if ownership.mark == ADOPTED and not ownership.without(request.claim):
            keys.append(MARK)
        lineage.delete_tags(arn, keys)
        # Read again: the others may have been taking their claims off at the same time.
        ownership = Ownership.read(lineage.tags(arn) or {})
    if ownership.is_left_to(request.claim):
        _delete_with_associations(arn, lineage)
    else:
        logger.info({"event": "left in place", "arn": arn, "held by": ownership.holders()})


def _delete_with_associations(arn: str, lineage: Lineage) -> None:
    for edge in lineage.edges(arn):
        lineage.disassociate(edge)
    lineage.delete(arn)


def _check_adoption(artifact: Artifact, ownership: Ownership, declared: Declaration) -> None:
    if not declared.adopt:
        raise Failure(
            f"the source {declared.source.uri} has an artifact already: {artifact.arn}, held by"
            f" {ownership.holders()}; to share it, set on_existing=OnExisting.ADOPT (an artifact"
            " that was adopted is never deleted), or refer to it with Artifact.from_artifact_arn;"
            " to have one of your own, declare another source"
        )
    if artifact.artifact_type != declared.artifact_type:
        raise Failure(
            f"{artifact.arn} cannot be adopted: its ArtifactType is {artifact.artifact_type!r}, the"
            f" declared one {declared.artifact_type!r}, and SageMaker cannot change it; declare"
            f" artifact_type={artifact.artifact_type!r}"
        )


def _check_making_anew(artifact: Artifact, ownership: Ownership, request: Request) -> None:
    why = (
        f"{artifact.arn} differs from the declaration in Source, ArtifactType or"
        " MetadataProperties, which SageMaker cannot change, and it cannot be made anew, because"
    )
    if ownership.mark != CREATED:
        raise Failure(
            f"{why} this library did not make it: declare what the artifact has, or delete it by"
            " hand and deploy again"
        )
    foreign = [held.holder for held in ownership.claims if held.stack != request.claim.stack]
    if foreign:
        raise Failure(
            f"{why} {', '.join(sorted(foreign))} claims it too: declare the same in every stack, or"
            " declare it in one and use Artifact.from_artifact_arn in the others"
        )


def _check_acceptance(request: Request, lineage: Lineage) -> None:
    """Have SageMaker look at a declaration before anything is deleted for its sake.

    It says that the source is taken, or else what is wrong.
    """
    try:
        lineage.create(_declared_artifact(request.declared), _declared_tags(request))
    except ClientError as error:
        if not may_be_taken(error):
            raise


def _declared_artifact(declared: Declaration) -> Artifact:
    return Artifact(
        arn="",
        source=declared.source,
        artifact_type=declared.artifact_type,
        artifact_name=declared.artifact_name,
        properties=declared.properties,
        metadata_properties=declared.metadata_properties,
    )


def _declared_tags(request: Request) -> dict[str, str]:
    owner_tags = {MARK: CREATED, request.claim.key: request.claim.holder}
    return request.declared.tags | owner_tags


def _without(present: Mapping[str, str], declared: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in present.items() if key not in declared}


def _find_created(request: Request, lineage: Lineage) -> str | None:
    """Find what a Create made, or is about to make, that did not get to answer with an ARN."""
    try:
        declared = request.declared
    except Failure:
        # Nor could Create make anything of it.
        return None
    created = _find(declared, lineage, _RUNNING_CREATE_SECONDS)
    return created.arn if created else None


def _find(declared: Declaration, lineage: Lineage, patience_seconds: float) -> Artifact | None:
    """Find the artifact on the declared source, for some seconds.

    One with the same URI and other source types is taken for it only when there is no other.
    """
    give_up = time.monotonic() + patience_seconds
    while True:
        found = lineage.find(declared.source.uri)
        exact = [arn for arn, source in found if source == declared.source]
        if exact:
            return lineage.describe(exact[0])
        if time.monotonic() > give_up:
            return lineage.describe(found[0][0]) if found else None
        time.sleep(_LOOK_AGAIN_SECONDS)
