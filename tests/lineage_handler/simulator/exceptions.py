"""What the function cannot know, and so is not held to: see the docstring of the state machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from .exchange import Exchange
from .identity import arn_of, claim_key, without_suffix
from .outsider import Outsider
from .resources import PhysicalResource, pair
from .responses import NO_RESPONSE
from .service_state import ArtifactState
from .stack import SimulatedStack

# In which the Delete of a Create without a response releases what the same resource has claimed.
UNANSWERED_CREATE = timedelta(minutes=70)


def forget_unpromised(
    stack: SimulatedStack,
    exchanges: Collection[Exchange],
    before: Mapping[str, ArtifactState],
    found: Mapping[str, ArtifactState],
    now: datetime,
) -> None:
    """Forget what may have been released though it was retained, or kept though it was to go.

    Parameters
    ----------
    stack, exchanges
        What a stack has asked for.
    before, found
        The artifacts that were there before, and are now.
    now
        The time.
    """
    for exchange in exchanges:
        event = exchange.event
        logical_id, arn = event["LogicalResourceId"], arn_of(event["ResourceProperties"])
        claim, is_unanswered = claim_key(stack.stack_id, logical_id), _has_made_up_id(event)
        known = PhysicalResource(logical_id, event["ResourceProperties"], arn)
        if (logical_id, arn) in stack.retained:
            # An Update takes what its resource has claimed as its own.
            is_back = event["RequestType"] == "Update" and event["PhysicalResourceId"] != arn
            is_old = _is_old(before.get(arn), claim, now)
            if is_back or (is_unanswered and not is_old):
                stack.retained = [each for each in stack.retained if each != (logical_id, arn)]
                stack.forgotten.append(known)
        elif is_unanswered and (
            _is_old(found.get(arn), claim, now) or _is_outlasted(exchange, exchanges)
        ):
            # A Delete that is served too late, or too early, leaves what its Create has made.
            stack.forgotten.append(known)


def forget_recreated(
    stack: SimulatedStack, exchanges: Iterable[Exchange], before: Mapping[str, ArtifactState]
) -> None:
    """Forget what an Update to another source has made, if the one back was interrupted.

    When it has created what somebody had deleted, nothing tells that the other one is younger.
    """
    for exchange in exchanges:
        event = exchange.event
        arn = event.get("PhysicalResourceId")
        is_back = event["RequestType"] == "Update" and arn == arn_of(event["ResourceProperties"])
        if is_back and arn not in before and not exchange.response.succeeded:
            other = event["OldResourceProperties"]
            stack.forgotten.append(PhysicalResource(event["LogicalResourceId"], other, ""))


def forget_what_was_gone(
    stack: SimulatedStack, outsider: Outsider, found: Mapping[str, ArtifactState]
) -> None:
    """Forget what was retained after somebody had deleted it."""

    def is_claimed(logical_id: str, arn: str) -> bool:
        claims = found[arn].claims if arn in found else set()
        return claim_key(stack.stack_id, logical_id) in map(without_suffix, claims)

    stack.retained = [
        (logical_id, arn)
        for logical_id, arn in stack.retained
        if (stack.name, logical_id) not in outsider.damaged or is_claimed(logical_id, arn)
    ]


def forget_severed(
    stacks: Iterable[SimulatedStack], outsider: Outsider, found: Mapping[str, ArtifactState]
) -> None:
    """Forget associations whose source or destination CloudFormation has deleted.

    It does after a rollback that was skipped: the next one goes to what the resource declares, and
    associations refer to what it had.
    """
    outsider.damaged |= {
        (stack.name, logical_id)
        for stack in stacks
        for logical_id, resource in stack.resources.items()
        if not {*(pair(resource.properties) or ())} <= found.keys()
    }


def _has_made_up_id(event: Mapping[str, Any]) -> bool:
    known = ("arn:", "nothing-created:", "unfinished:")
    return event["RequestType"] == "Delete" and not event["PhysicalResourceId"].startswith(known)


def _is_outlasted(delete: Exchange, exchanges: Iterable[Exchange]) -> bool:
    """Return whether the Create went on when its Delete had waited for it."""
    return any(
        each.event["RequestType"] == "Create"
        and each.event["LogicalResourceId"] == delete.event["LogicalResourceId"]
        and each.response is not NO_RESPONSE
        and each.overlaps(delete)
        and each.ended > delete.ended
        for each in exchanges
    )


def _is_old(artifact: ArtifactState | None, claim: str, now: datetime) -> bool:
    """Return whether an artifact has a claim that a Create without a response cannot have made.

    The next Create of the resource may have put it beside its own.
    """
    tags = artifact.tags if artifact else {}
    made = (tags[key].rpartition(" at ")[2] for key in tags if without_suffix(key) == claim)
    times = (datetime.strptime(each, "%Y-%m-%dT%H:%M:%SZ") for each in made)
    return any(now - each.replace(tzinfo=timezone.utc) >= UNANSWERED_CREATE for each in times)
