"""Takes an artifact that is there: this resource's own, another's of its stack, or anyone's."""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError

from . import searching, stand_in
from .carrying import bring_back
from .convergence import change_in_place, make_anew
from .failure import Failure
from .goal import Additions, Goal, additions_to, goal_of, goal_of_new
from .lineage import Artifact, Lineage
from .ownership import CREATED, Ownership, is_kept_by_rule
from .reasons import may_be_taken
from .refusals import check_adoption, check_making_anew
from .request import Request
from .stand_in import StandIn


@dataclass(frozen=True)
class Standing:
    """How a resource stands to an artifact that is there.

    Attributes
    ----------
    tags
        The artifact's.
    is_known
        Whether CloudFormation knows the artifact as this resource's.
    is_taken
        Whether it is another resource's of the stack, and this one takes it over.
    kept
        The stand-in that there is.
    """

    tags: dict[str, str]
    is_known: bool
    is_taken: bool
    kept: StandIn | None

    @property
    def ownership(self) -> Ownership:
        """Who owns the artifact."""
        return Ownership.read(self.tags)

    def additions(self, artifact: Artifact, request: Request) -> Additions:
        """Tell what others added to the artifact, and so stays.

        From an artifact that another resource of the stack declared, nothing stays, since what
        that one declared cannot be told from what others added. The stand-in keeps all of it: for
        the other resource's Delete, which can tell, or for a rollback.
        """
        previous = request.previous if self.is_known else None
        if self.is_taken and self.ownership.mark == CREATED:
            return Additions({}, {})
        if self.kept and not self.is_taken:
            return additions_to(previous, self.kept.original.properties, self.kept.tags)
        return additions_to(previous, artifact.properties, self.tags)


def take(artifact: Artifact, request: Request, lineage: Lineage) -> Artifact:
    """Bring an artifact that exists to the declaration, if this resource may have it.

    Raises
    ------
    Failure
        If the artifact is neither this stack's nor to be adopted, or cannot be brought to the
        declaration.
    """
    standing = _standing(artifact, request, lineage)
    goal = goal_of(artifact, standing.tags, request, standing.additions(artifact, request))
    is_made_anew = goal.must_be_made_anew(artifact)
    if is_made_anew:
        check_making_anew(artifact, standing.ownership, request)
        if standing.is_known:
            _check_acceptance(request, lineage)
        searching.let_lists_catch_up(artifact.created)
    kept = standing.kept
    if kept is None and _is_in_danger(artifact, standing, goal, request, lineage):
        kept = _make_stand_in(artifact, standing, request, lineage)
    if kept:
        goal.tags.update(stand_in.tag_for(request.declared.source, request.claim))
    elif stand_in.is_named_in(standing.tags, request.declared.source, request.claim):
        del goal.tags[request.claim.stand_in_key]
    if is_made_anew:
        result, edges = make_anew(artifact, kept, goal, lineage)
    else:
        result, edges = change_in_place(artifact, standing.tags, goal, lineage), []
    if kept and not standing.is_taken:
        stand_in.end(kept, result.arn, lineage, edges)
    elif kept and (is_made_anew or standing.kept):
        bring_back(kept.arn, result.arn, lineage, edges)
    return result


def _standing(artifact: Artifact, request: Request, lineage: Lineage) -> Standing:
    """Find out how the resource stands to the artifact.

    Raises
    ------
    Failure
        If the resource may not have the artifact.
    """
    source, claim = request.declared.source, request.claim
    tags = lineage.tags(artifact.arn)
    if tags is None:
        raise Failure(f"{artifact.arn} was deleted while it was being changed; deploy again")
    # CloudFormation knows it as this resource's, even if somebody removed the claim by hand.
    is_known = artifact.arn == request.artifact_arn
    ownership = Ownership.read(tags)
    if not is_known and not ownership.of_stack(claim):
        check_adoption(artifact, ownership, request.declared)
        return Standing(tags, is_known=False, is_taken=False, kept=None)
    is_taken = not is_known and not ownership.is_claimed_by(claim)
    if not stand_in.is_named_in(tags, source, claim):
        return Standing(tags, is_known=is_known, is_taken=is_taken, kept=None)
    if is_known:
        searching.let_lists_catch_up()
    kept = stand_in.find(source, claim, lineage, searching.LIST_LAG_SECONDS)
    if kept and kept.ownership.is_claimed_by(claim):
        # What it keeps was this resource's: the artifact comes back to it.
        return Standing(tags, is_known=is_known, is_taken=False, kept=kept)
    if is_known or is_taken:
        # What it was kept for, a move of an earlier deployment, is over.
        if kept:
            stand_in.end(kept, artifact.arn, lineage)
            del tags[kept.named_by]
        return Standing(tags, is_known=is_known, is_taken=is_taken, kept=None)
    # An earlier delivery of this request has begun to take the artifact over; or to make one anew
    # that was this resource's before, and retained.
    others = [held for held in ownership.of_stack(claim) if held.key != claim.key]
    return Standing(tags, is_known=False, is_taken=bool(kept or others), kept=kept)


def _is_in_danger(
    artifact: Artifact, standing: Standing, goal: Goal, request: Request, lineage: Lineage
) -> bool:
    """Whether there has to be a stand-in before anything is changed."""
    if standing.is_taken:
        return not goal.is_reached_but_for_ownership(artifact, standing.tags)
    return goal.must_be_made_anew(artifact) and (
        goal.artifact.properties != request.declared.properties
        or goal.tags != goal_of_new(request).tags
        or bool(lineage.edges(artifact.arn))
    )


def _make_stand_in(
    artifact: Artifact, standing: Standing, request: Request, lineage: Lineage
) -> StandIn:
    """Make a stand-in, which remembers who of the stack owned the artifact.

    The artifact says that there is one before there is: so it is looked for, and not lost,
    whenever the function is killed.
    """
    source, claim = request.declared.source, request.claim
    owner = {claim.key: claim.holder, **stand_in.tag_for(source, claim)}
    if any(standing.tags.get(key) != value for key, value in owner.items()):
        lineage.add_tags(artifact.arn, owner)
        standing.tags.update(owner)
    tags = {key: value for key, value in standing.tags.items() if not is_kept_by_rule(key)}
    for held in standing.ownership.of_stack(claim):
        if held.key != claim.key or not standing.is_taken:
            tags[held.key] = held.holder
    return stand_in.make(artifact, tags, source, claim, lineage)


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
