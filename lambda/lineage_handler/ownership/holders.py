"""Who holds an artifact that a resource finds, as seen from that resource."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from ..cloudformation.request import Request
from .claims import Claim, Ownership


class Holder(Enum):
    """Who holds an artifact, as seen from a resource that declares its source."""

    OWN = auto()
    """The resource itself: in this request, or as CloudFormation knows it."""
    EARLIER = auto()
    """An earlier Create of the resource: the artifact was retained."""
    SIBLING = auto()
    """Another resource of the stack: a rename, a move, a swap."""
    OTHERS = auto()
    """Other stacks, or none that the tags show."""


def holder_of(tags: Mapping[str, str], request: Request[Any]) -> Holder:
    """Return who holds an artifact that shows some tags."""
    claims, claim = Ownership.read(tags).claims, Claim.of(request)
    if any(is_own(held, request) for held in claims):
        return Holder.OWN
    of_stack = {held.resource for held in claims if held.stack == claim.stack}
    if of_stack:
        return Holder.EARLIER if of_stack == {claim.resource} else Holder.SIBLING
    return Holder.OTHERS


def is_own(held: Claim, request: Request[Any]) -> bool:
    """Return whether a claim is that of the resource as the request has it.

    In a Create that is only the claim of the same request: of an earlier delivery, whose response
    was lost. In an Update it is the claim of the resource whoever made it: CloudFormation may be
    rolling back to what the resource has claimed before.
    """
    is_of_request = not request.is_create or held.request_id == request.request_id
    return held.key == Claim.of(request).key and is_of_request
