"""Creates an artifact on a source that may have one already.

That a second CreateArtifact on a source is refused is what the SageMaker SDK takes for granted; the
API reference does not say it. If instead it answered with the ARN of the artifact that is there,
nothing in the answer would tell that nothing was created. So each execution environment finds out
once, by repeating the first create that succeeds. Where duplicates are refused, a create that
succeeds has created; where they are not, what it answers with is always looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError

from . import searching
from .failure import Failure
from .goal import Goal
from .lineage import Artifact, Lineage
from .reasons import NETWORK_ERRORS, may_be_taken


@dataclass
class Memory:
    """What an execution environment remembers from one request to the next.

    Attributes
    ----------
    are_refused
        Whether a second CreateArtifact on a source is refused; None if that is not known yet.
    """

    are_refused: bool | None = None


memory = Memory()


def create_or_find(goal: Goal, lineage: Lineage) -> tuple[Artifact, bool]:
    """Create an artifact, or find the one that is on its source.

    Returns
    -------
    tuple[Artifact, bool]
        The artifact, and whether it is surely new: then it is as the goal says, tags included.

    Raises
    ------
    ClientError
        If it cannot be created, and nothing is found on the source.
    """
    try:
        made = lineage.create(goal.artifact, goal.tags)
    except ClientError as error:
        if not may_be_taken(error):
            raise
        found = searching.find(goal.artifact.source, lineage, searching.LIST_LAG_SECONDS)
        if found is None:
            # Whatever is there may be what an earlier delivery of this request made.
            lineage.may_have_written = True
            raise
        memory.are_refused = True
        return found, False
    if _are_refused(goal, lineage):
        return made, True
    there = lineage.describe(made.arn)
    if there is None:
        raise Failure(f"{made.arn} was deleted while it was being created; deploy again")
    return there, False


def _are_refused(goal: Goal, lineage: Lineage) -> bool:
    """Find out by repeating the create, if that is not known yet.

    Once and at once, without persisting: somebody may delete the artifact later, and then it must
    not come back.
    """
    if memory.are_refused is None:
        try:
            lineage.create_once(goal.artifact, goal.tags)
        except ClientError as error:
            memory.are_refused = may_be_taken(error) or None
        except NETWORK_ERRORS:
            pass
        else:
            memory.are_refused = False
    return bool(memory.are_refused)
