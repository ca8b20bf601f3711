"""The rollback of a deployment.

Sources: "Continue rolling back an update" in CloudFormation's user guide; what becomes of a
resource that is skipped is not written there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from .clean_up import AtOnce, delete
from .deployment import GaveUp
from .resources import PhysicalResource, SimulatedResource

if TYPE_CHECKING:
    from .stack import SimulatedStack


def roll_back(stack: SimulatedStack, skip: Collection[str], at_once: AtOnce) -> None:
    """Update back what was updated, also what failed to be, then delete what is new.

    Raises
    ------
    GaveUp
        If that fails for a resource that is not to be skipped.
    """
    waiting = reversed(list(stack.update.touched))

    def change_back() -> None:
        for logical_id in waiting:
            _change_back(stack, logical_id, is_skipped=logical_id in skip)
            del stack.update.touched[logical_id]

    at_once(change_back)
    delete(stack, stack.update.replaced(stack.resources), at_once)
    stack.settle(stack.update.template)


def _change_back(stack: SimulatedStack, logical_id: str, *, is_skipped: bool) -> None:
    resource = stack.resources[logical_id]
    known = PhysicalResource(logical_id, resource.properties, resource.physical_id)
    before = stack.update.resources.get(logical_id)
    if before is None:
        del stack.resources[logical_id]
        stack.update.superseded.append(known)
        if resource.status == "update failed":
            # No Update back tells what the failed one may have made.
            stack.forgotten.append(known._replace(physical_id=""))
        return
    update = stack.request(
        "Update", logical_id, before.properties, known.physical_id, known.properties
    )
    response = stack.insist(update)
    if response.succeeded:
        stack.resources[logical_id] = SimulatedResource(
            before.properties, response.physical_id, response.data
        )
        if response.physical_id != resource.physical_id:
            stack.update.superseded.append(known)
    elif is_skipped:
        _skip(stack, known, replace(resource, properties=before.properties, status="skipped"))
    else:
        raise GaveUp(response.reason)


def _skip(stack: SimulatedStack, known: PhysicalResource, skipped: SimulatedResource) -> None:
    """Let a resource keep what the failed deployment has left.

    CloudFormation records the old properties with the physical id that the resource has; it knows
    no other id of it any more.
    """
    stack.resources[known.logical_id] = skipped
    superseded = stack.update.superseded
    stack.update.superseded = [each for each in superseded if each.logical_id != known.logical_id]
    stack.forgotten += [each for each in superseded if each.logical_id == known.logical_id]
    stack.forgotten.append(known._replace(physical_id=""))
