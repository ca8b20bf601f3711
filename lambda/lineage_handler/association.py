"""The lifecycle of an association: Create, Update and Delete of ``Custom::SageMakerAssociation``.

Source and destination are the identity of an association: with another end it is another one, with
another type it is made anew. Who owns it is written on its record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from botocore.exceptions import ClientError

from . import association_record, searching
from .association_record import declared_type
from .declaration import Edge
from .duplicates import create_or_find
from .failure import Failure
from .leaving import release
from .lineage import Lineage, absence_accepted
from .ownership import Ownership
from .reasons import is_not_found
from .refusals import (
    check_adoption_of_association,
    check_claims_of_association,
    check_type_of_association,
)
from .request import AssociationRequest


def create(request: AssociationRequest, lineage: Lineage, *, is_known: bool = False) -> str:
    """Create the association, or take over the one that there is between its ends.

    Parameters
    ----------
    request
        The request.
    lineage
        The lineage API.
    is_known
        Whether CloudFormation knows the association as this resource's.

    Returns
    -------
    str
        The ARN of the association's record.

    Raises
    ------
    Failure
        If there is one that is neither this stack's nor to be adopted, or one of another type that
        cannot be made anew.
    """
    edge = request.declared.edge
    record, is_new = create_or_find(association_record.goal_of(request), lineage)
    tags = {} if is_new else _claim(record.arn, request, lineage, is_known=is_known)
    found = None if is_new else lineage.association(edge)
    found = found or _add(record.arn, tags, edge, lineage)
    if found:
        present, made = found
        # Where others claim it already, their Create has looked.
        is_first = not Ownership.read(tags).without(request.claim)
        if is_first and _is_older(made, record.arn, lineage):
            tags |= association_record.ADOPTED_ASSOCIATION
            lineage.add_tags(record.arn, association_record.ADOPTED_ASSOCIATION)
        if not is_known and association_record.is_adopted(tags):
            check_adoption_of_association(present, tags, request)
        _correct_type(present, tags, request, lineage)
    return record.arn


def update(request: AssociationRequest, lineage: Lineage) -> str:
    """Bring the association to its new declaration.

    Returns
    -------
    str
        The ARN of the association's record. With another end it is that of another association,
        and CloudFormation deletes the old one when the whole update has succeeded.

    Raises
    ------
    Failure
        As for `create`.
    """
    edge = request.declared.edge
    source = association_record.source_of(edge)
    previous = request.previous and request.previous.edge
    previous_source = previous and association_record.source_of(previous)
    record = lineage.describe(request.artifact_arn) if request.artifact_arn else None
    if record and record.source == source:
        tags = _claim(record.arn, request, lineage, is_known=True)
        found = lineage.association(edge) or _add(record.arn, tags, edge, lineage)
        if found:
            _correct_type(found[0], tags, request, lineage)
        arn = record.arn
    else:
        is_record_gone = bool(request.artifact_arn) and record is None and previous_source == source
        arn = create(request, lineage, is_known=is_record_gone)
    if previous and previous_source not in (source, record and record.source):
        # The rollback of an Update to other ends that did not get to answer with an ARN.
        _leave_unanswered(previous, request, lineage)
    return arn


def delete(request: AssociationRequest, lineage: Lineage) -> None:
    """Take this resource's claim off the association, and delete what nobody claims any more.

    One that was there before is never deleted. If the association was another resource's of the
    stack, whose type this one had changed in a deployment that is now rolled back, it gets its
    type back.
    """
    if request.create_left_nothing:
        return
    try:
        edge = request.declared.edge
    except Failure:
        # Nor could Create make anything of it.
        return
    if request.artifact_arn:
        _leave(request.artifact_arn, edge, request, lineage)
    else:
        _leave_unanswered(edge, request, lineage)


def _claim(
    record_arn: str, request: AssociationRequest, lineage: Lineage, *, is_known: bool
) -> dict[str, str]:
    """Claim an association by its record; return the record's tags.

    Raises
    ------
    Failure
        If this resource may not have it.
    """
    tags = lineage.tags(record_arn)
    if tags is None:
        raise Failure(f"the association was deleted while it was being changed: {record_arn}")
    check_claims_of_association(tags, request, is_known=is_known)
    claim = association_record.claim_tag(request)
    if tags.items() >= claim.items():
        # In a Create: an earlier delivery of it has made the record.
        lineage.may_have_written = True
    else:
        lineage.add_tags(record_arn, claim)
    return tags | claim


def _add(
    record_arn: str, tags: dict[str, str], edge: Edge, lineage: Lineage
) -> tuple[Edge, datetime] | None:
    """Add the association; if there is one after all, return it and when it was made."""
    if association_record.is_adopted(tags):
        # The one that was there before is gone: the next one is this library's.
        lineage.delete_tags(record_arn, association_record.ADOPTED_ASSOCIATION)
        for key in association_record.ADOPTED_ASSOCIATION:
            del tags[key]
    if _associate(edge, lineage):
        return None
    found = searching.look_for(lambda: lineage.association(edge), searching.LIST_LAG_SECONDS)
    if found is None:
        raise Failure(f"{edge} was deleted while it was being declared; deploy again")
    return found


def _associate(edge: Edge, lineage: Lineage) -> bool:
    """Add the association, when both of its ends are there; say whether it was added.

    An end that is being made anew at this moment is away for a moment.
    """
    errors: list[ClientError] = []

    def attempt() -> bool | None:
        try:
            return lineage.associate(edge)
        except ClientError as error:
            if not is_not_found(error):
                raise
            errors.append(error)
            return None

    is_added = searching.look_for(attempt, searching.LIST_LAG_SECONDS)
    if is_added is None:
        raise errors[-1]
    return is_added


def _is_older(made: datetime, record_arn: str, lineage: Lineage) -> bool:
    """Whether an association was there before its record.

    The record is made first, so one that is younger was made for it, by an earlier delivery of the
    request whose answer was lost.
    """
    record = lineage.describe(record_arn)
    return bool(record and record.created and made < record.created)


def _correct_type(
    present: Edge, tags: Mapping[str, str], request: AssociationRequest, lineage: Lineage
) -> None:
    """Make the association anew if it is of another type, or if a list may not show that yet."""
    edge = request.declared.edge
    is_adopted = association_record.is_adopted(tags)
    if present != edge:
        check_type_of_association(present, edge, is_adopted=is_adopted)
    if present != edge or (_was_of_another_type(tags, request) and not is_adopted):
        lineage.disassociate(edge)
        _associate(edge, lineage)


def _was_of_another_type(tags: Mapping[str, str], request: AssociationRequest) -> bool:
    """Whether this resource, or one from which it takes over, has declared another type."""
    edge = request.declared.edge
    claims = Ownership.read(tags).of_stack(request.claim)
    earlier = [edge._replace(association_type=declared_type(claim)) for claim in claims]
    if request.previous and request.previous.edge.ends == edge.ends:
        earlier.append(request.previous.edge)
    return any(each != edge for each in earlier)


def _leave_unanswered(edge: Edge, request: AssociationRequest, lineage: Lineage) -> None:
    """Leave what a Create made or took, or is about to, that did not get to answer with an ARN."""
    source = association_record.source_of(edge)
    record_arn = searching.find_created(source, request.claim, lineage)
    if record_arn is None:
        return
    found = lineage.association(edge)
    if found and _is_older(found[1], record_arn, lineage):
        # Nor did it get to say that this one was there before.
        lineage.add_tags(record_arn, association_record.ADOPTED_ASSOCIATION)
    _leave(record_arn, edge, request, lineage)


def _leave(record_arn: str, edge: Edge, request: AssociationRequest, lineage: Lineage) -> None:
    tags = lineage.tags(record_arn)
    if tags is None:
        return
    if not release(record_arn, tags, request, lineage):
        _give_type_back(tags, edge, request, lineage)
        return
    if not association_record.is_adopted(tags):
        lineage.disassociate(edge)
    lineage.delete(record_arn)


def _give_type_back(
    tags: Mapping[str, str], edge: Edge, request: AssociationRequest, lineage: Lineage
) -> None:
    """Make the association anew as another resource of the stack declares it, if it differs."""
    others = Ownership.read(tags).without(request.claim)
    types = [declared_type(claim) for claim in others if claim.stack == request.claim.stack]
    if not types or association_record.is_adopted(tags):
        return
    are_several = len(set(types)) > 1
    if are_several:
        # Some of them were retained. What there is tells which one counts.
        searching.let_lists_catch_up()
    # If this resource had changed the type, a list may still show the one of before.
    is_list_right = are_several or edge.association_type in types
    found = lineage.association(edge) if is_list_right else None
    if found is None or found[0].association_type not in types:
        lineage.disassociate(edge)
        # Where an end is deleted, too, the association has gone with it.
        with absence_accepted():
            _associate(edge._replace(association_type=types[0]), lineage)
