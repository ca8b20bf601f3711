"""What the function cannot know, and so is not held to: see the docstring of the state machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone

from .exchange import Exchange
from .history import History
from .identity import arn_of, claim_key, without_suffix
from .outsider import Outsider
from .resources import PhysicalResource
from .service_state import ArtifactState
from .stack import SimulatedStack
from .turns import Turns

# In which the Delete of a Create without a response releases what the same resource has claimed.
UNANSWERED_CREATE = timedelta(minutes=70)


def is_claimed(
    stack: SimulatedStack, logical_id: str, arn: str, found: Mapping[str, ArtifactState]
) -> bool:
    """Return whether an artifact has a claim of a resource, of whatever Create."""
    claims = found[arn].claims if arn in found else set()
    return claim_key(stack.stack_id, logical_id) in map(without_suffix, claims)


def forget_what_may_be_taken(
    stack: SimulatedStack, exchanges: Iterable[Exchange], history: History, turns: Turns
) -> None:
    """Forget what was retained and may have been released: nothing tells whose it is."""
    for exchange in exchanges:
        for logical_id, arn in set(_mistaken(stack, exchange, history, turns)):
            stack.retained = [each for each in stack.retained if each != (logical_id, arn)]
            properties = exchange.event["ResourceProperties"]
            stack.forgotten.append(PhysicalResource(logical_id, properties, arn))


def forget_what_was_gone(
    stack: SimulatedStack, outsider: Outsider, found: Mapping[str, ArtifactState]
) -> None:
    """Forget what was retained after somebody had deleted it."""
    stack.retained = [
        (logical_id, arn)
        for logical_id, arn in stack.retained
        if (stack.name, logical_id) not in outsider.damaged
        or is_claimed(stack, logical_id, arn, found)
    ]


def _mistaken(
    stack: SimulatedStack, exchange: Exchange, history: History, turns: Turns
) -> Iterator[tuple[str, str]]:
    event = exchange.event
    retained = event["LogicalResourceId"], arn_of(event["ResourceProperties"])
    if retained not in stack.retained:
        return
    physical_id = event.get("PhysicalResourceId", "")
    if event["RequestType"] == "Update" and physical_id != retained[1]:
        yield retained
    is_made_up = not physical_id.startswith(("arn:", "nothing-created:", "unfinished:"))
    if event["RequestType"] == "Delete" and is_made_up:
        made = _made(stack, *retained, history)
        if turns.date(timezone.utc) - made < UNANSWERED_CREATE:
            yield retained


def _made(stack: SimulatedStack, logical_id: str, arn: str, history: History) -> datetime:
    """Return when the claim was made that a resource had when it was looked at last."""
    key = claim_key(stack.stack_id, logical_id)
    value = history.lives[arn].state.tags.get(key, "") if arn in history.lives else ""
    made = value.rpartition(" at ")[2] or "1970-01-01T00:00:00Z"
    return datetime.strptime(made, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
