"""The clean-up of a deployment: what was replaced, and what the template no longer has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from .resources import PhysicalResource, Properties, is_association

if TYPE_CHECKING:
    from .stack import SimulatedStack

AtOnce = Callable[[Callable[[], None]], object]


def one_at_a_time(change: Callable[[], None]) -> None:
    """Change one resource after another."""
    change()


def clean_up(
    stack: SimulatedStack,
    template: Mapping[str, Properties],
    retain: Collection[str],
    at_once: AtOnce,
) -> None:
    """Delete what was replaced, and what the template no longer has; the stack is stable then."""
    obsolete = stack.update.replaced(stack.resources)
    for logical_id in deletion_order(stack, (i for i in stack.resources if i not in template)):
        resource = stack.resources.pop(logical_id)
        known = PhysicalResource(logical_id, resource.properties, resource.physical_id)
        if logical_id not in retain:
            obsolete.append(known)
        elif resource.status == "complete":
            stack.retained.append((logical_id, resource.physical_id))
        else:
            stack.forgotten.append(known)
    if stack.behaviour.cleans_up_backwards:
        obsolete.reverse()
    delete(stack, obsolete, at_once)
    stack.settle(template)


def delete(stack: SimulatedStack, obsolete: Iterable[PhysicalResource], at_once: AtOnce) -> None:
    """Delete physical ids; CloudFormation forgets what it cannot delete."""
    waiting = iter(obsolete)

    def delete_next() -> None:
        for each in waiting:
            if not stack.insist(stack.request("Delete", *each)).succeeded:
                stack.forgotten.append(each)

    at_once(delete_next)


def deletion_order(stack: SimulatedStack, logical_ids: Iterable[str]) -> list[str]:
    """Return logical ids so that what refers to another resource is deleted before it."""
    return sorted(logical_ids, key=lambda i: not is_association(stack.resources[i].properties))
