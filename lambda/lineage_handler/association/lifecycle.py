"""Create, Update and Delete of ``Custom::SageMakerAssociation``.

Source and destination are the identity of an association: with others it is another one. Who
declares it is on its record.
"""

from collections.abc import Mapping
from typing import Any

from ..artifact.adopt import add_claim
from ..artifact.create import Creation, create_artifact
from ..artifact.release import release_declared, release_previous
from ..artifact.waits import wait_for_tags, wait_until_shown
from ..cloudformation.properties import AssociationProperties
from ..cloudformation.request import AssociationRequest, Request
from ..cloudformation.response import Outcome
from ..ownership.claims import Claim, Ownership
from ..ownership.conflicts import (
    check_association_holder,
    check_association_type,
    check_made_by_others,
)
from ..ownership.holders import Holder, holder_of, is_own
from ..sagemaker.client import LineageApi
from . import apply
from .delete import delete_with_record
from .record import ADOPTED_ASSOCIATION, is_adopted, record_of


def create(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Create the association, or claim the one that is there.

    Raises `Failure` if that is neither this stack's nor to be adopted, or if somebody else declares
    it with another type.
    """
    request = Request(event, AssociationProperties.parse)
    return _outcome(_create(request, api), request)


def update(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Bring the association to its new declaration.

    Another source or destination is another association: then this is a create, and CloudFormation
    deletes the old one when the whole update has succeeded. Raises `Failure` as `create` does.
    """
    request = Request(event, AssociationProperties.parse)
    arn, source = request.artifact_arn, record_of(request.declared.members).source
    present = api.describe_artifact(arn) if arn else None
    previous = request.previous and record_of(request.previous.members).source
    if arn and present and present.source == source:
        record = Creation(arn, present, wait_for_tags(arn, api), is_new=False)
        _bring_to_declaration(record, request, api)
    else:
        # CloudFormation knows an association whose record somebody has deleted by hand.
        arn = _create(request, api, is_known=present is None and previous == source)
    if previous and previous not in {source, present and present.source}:
        # This is the rollback of an Update to other entities that failed.
        delete_with_record(release_previous(previous, request, api), api)
    return _outcome(arn, request)


def delete(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Take the resource's claim off the association, and delete what nobody claims any more.

    An association that was there before is never deleted.
    """
    request = Request(event, AssociationProperties.parse)
    orphan = release_declared(lambda: record_of(request.declared.members).source, request, api)
    delete_with_record(orphan, api)
    return Outcome()


def _create(request: AssociationRequest, api: LineageApi, *, is_known: bool = False) -> str:
    """Create the association, or claim the one that is there; return the ARN of its record."""
    declared, may_adopt = request.declared.members, request.declared.adopt or is_known
    record = create_artifact(record_of(declared), {}, _claim(request), api, may_adopt=may_adopt)
    tags = record.tags
    if not record.is_new:
        holder = holder_of(tags, request)
        check_association_holder(declared, holder, tags, adopt=may_adopt)
        check_association_type(tags, request)
        tags = add_claim(record.arn, tags, _claim(request), request, api)
        may_adopt |= holder is Holder.SIBLING or (holder is Holder.OWN and not request.is_create)
    _settle(record._replace(tags=tags), request, api, may_adopt=may_adopt)
    return record.arn


def _bring_to_declaration(record: Creation, request: AssociationRequest, api: LineageApi) -> None:
    arn, declared, tags = record.arn, request.declared.members, record.tags
    check_association_type(tags, request)
    if not is_adopted(tags) and _claims_another_type(tags, request):
        # Without a look at the list: it may not show yet what an earlier request has changed.
        add_claim(arn, tags, _claim(request), request, api)
        apply.retype(declared, api)
        return
    if is_adopted(tags) and (present := apply.find(declared, api)):
        check_made_by_others(present, declared, adopt=True)
    tags = add_claim(arn, tags, _claim(request), request, api)
    _settle(record._replace(tags=tags), request, api, may_adopt=True)


def _settle(
    record: Creation, request: AssociationRequest, api: LineageApi, *, may_adopt: bool
) -> None:
    """Add the association if it is not there, and see that it is of the declared type."""
    declared, was_there = request.declared.members, is_adopted(record.tags)
    present = None if record.is_new else apply.find(declared, api)
    if present and not was_there and apply.is_older(present, record.members):
        # Lists still show one that has been deleted.
        present = None
    if present is None:
        if was_there:
            # The one that was there before is gone. The next one is this library's.
            api.delete_tags(record.arn, ADOPTED_ASSOCIATION)
            wait_until_shown(record.arn, lambda tags: not is_adopted(tags), api)
        present, was_there = apply.add(declared, record.arn, api, is_first=record.is_new)
        if was_there:
            api.add_tags(record.arn, ADOPTED_ASSOCIATION)
            wait_until_shown(record.arn, is_adopted, api)
    if was_there:
        check_made_by_others(present, declared, adopt=may_adopt)
    elif present != declared:
        apply.retype(declared, api)


def _claims_another_type(tags: Mapping[str, str], request: AssociationRequest) -> bool:
    """Return whether the resource's claim is of another type than it declares.

    The previous declaration says nothing of it: it may be that of an Update that was refused.
    """
    declared = request.declared.members.association_type
    claims = Ownership.read(tags).claims
    return any(is_own(held, request) and held.association_type != declared for held in claims)


def _claim(request: AssociationRequest) -> Claim:
    return Claim.of(request, request.declared.members.association_type)


def _outcome(record_arn: str, request: AssociationRequest) -> Outcome:
    association = request.declared.members
    kind = {"AssociationType": association.association_type or ""}
    return Outcome(record_arn, association.entities | kind)
