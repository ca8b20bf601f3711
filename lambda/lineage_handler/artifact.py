"""The lifecycle of an artifact: Create, Update and Delete of ``Custom::SageMakerArtifact``.

Each function brings SageMaker to what the request declares, whatever it finds there, and may be
called again with the same request: CloudFormation and Lambda deliver a request at least once.
"""

from __future__ import annotations

from . import searching, stand_in
from .convergence import create_again
from .declaration import Source
from .duplicates import create_or_find
from .failure import Failure
from .goal import additions_to, goal_of, goal_of_new
from .leaving import leave
from .lineage import Artifact, Lineage
from .request import Request
from .taking import take


def create(request: Request, lineage: Lineage) -> Artifact:
    """Create the artifact, or take over what is on its source already.

    Raises
    ------
    Failure
        If the source has an artifact that is not this stack's and not to be adopted, or that
        cannot be brought to the declaration.
    """
    found, is_new = create_or_find(goal_of_new(request), lineage)
    return found if is_new else take(found, request, lineage)


def update(request: Request, lineage: Lineage) -> tuple[Artifact, bool]:
    """Bring the artifact to its new declaration.

    Another source is another artifact: then this is a Create, and CloudFormation deletes the old
    one when the whole update has succeeded. The same if somebody deleted the artifact by hand.

    Returns
    -------
    tuple[Artifact, bool]
        The artifact, and whether it was gone and has been made again.

    Raises
    ------
    Failure
        As for `create`.
    """
    source = request.declared.source
    present = lineage.describe(request.artifact_arn) if request.artifact_arn else None
    if present is None:
        result = _make_again(request, lineage)
    elif present.source == source:
        result = take(present, request, lineage)
    else:
        result = create(request, lineage)
    if request.previous and request.previous.source not in (source, present and present.source):
        # The rollback of an Update to another source that did not get to answer with an ARN.
        _leave_source(request.previous.source, request, lineage)
    return result, present is None and result.arn == request.artifact_arn


def delete(request: Request, lineage: Lineage) -> None:
    """Take this resource's claim off the artifact, and delete what nobody claims any more.

    Only an artifact that this library made is deleted, and its associations with it. If this
    resource had taken the artifact over from another in a deployment that is now rolled back, the
    other gets it back as it was.
    """
    if request.create_left_nothing:
        return
    try:
        source = request.declared.source
    except Failure:
        # Nor could Create make anything of it.
        source = None
    if request.artifact_arn:
        leave(request.artifact_arn, source, request, lineage)
    elif source:
        _leave_source(source, request, lineage)


def _leave_source(source: Source, request: Request, lineage: Lineage) -> None:
    """Leave what a Create made or took, or is about to, that did not get to answer with an ARN."""
    arn = searching.find_created(source, request.claim, lineage)
    leave(arn, source, request, lineage)


def _make_again(request: Request, lineage: Lineage) -> Artifact:
    """Make the artifact again, which is gone.

    If it has a stand-in, the function was killed between its delete and its create.
    """
    source = request.declared.source
    kept = stand_in.find(source, request.claim, lineage, searching.LIST_LAG_SECONDS)
    if kept is None:
        return create(request, lineage)
    searching.let_lists_catch_up()
    if kept.ownership.is_claimed_by(request.claim):
        additions = additions_to(request.previous, kept.original.properties, kept.tags)
        goal = goal_of(kept.original, kept.tags, request, additions)
        goal.tags.update(stand_in.tag_for(source, request.claim))
        made = create_again(goal, lineage)
    else:
        made = create(request, lineage)
    stand_in.end(kept, made.arn, lineage)
    return made
