"""The change phase of a deployment: create and update, and what becomes of a failure.

Sources: "Update behaviors of stack resources" and "Choose how to handle failures when provisioning
resources" in CloudFormation's user guide. What they leave open is in `behaviour`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from .clean_up import AtOnce, delete, deletion_order, one_at_a_time
from .resources import PhysicalResource, Properties, Ref, SimulatedResource, Status, refers
from .responses import NO_RESPONSE, SimulatedResponse

if TYPE_CHECKING:
    from .stack import SimulatedStack


class ResourceFailed(Exception):
    """The resource responded FAILED; the message is the Reason that a user reads."""


class GaveUp(ResourceFailed):
    """CloudFormation gave up a rollback, or the deletion of a stack."""


class Deployment:
    """The change phase of one deployment."""

    def __init__(self, stack: SimulatedStack, at_once: AtOnce) -> None:
        self._stack = stack
        self._at_once = at_once

    def change(
        self, template: Mapping[str, Properties], *, fail_after: int | None, fail_at_end: bool
    ) -> str | None:
        """Create and update; return the reason if that fails."""
        changes = [i for i, declared in template.items() if self._differs(i, declared)]
        failures: list[str] = []
        begun = changes[:fail_after]

        def change(waiting: Iterator[str]) -> None:
            while not failures and (logical_id := next(waiting, None)):
                properties = self._resolved(template[logical_id])
                if self._differs(logical_id, properties):
                    response = self._change(logical_id, properties)
                    failures.extend([] if response.succeeded else [response.reason])

        # What refers to another resource waits for it.
        for is_referring in (False, True):
            waiting = iter([each for each in begun if refers(template[each]) is is_referring])
            self._at_once(partial(change, waiting))
        if fail_at_end or (fail_after is not None and fail_after < len(changes)):
            failures.append("another resource failed")
        return failures[0] if failures else None

    def _differs(self, logical_id: str, declared: Properties) -> bool:
        resource = self._stack.resources.get(logical_id)
        return (
            resource is None
            or resource.status in {"create failed", "update failed"}
            or resource.properties != declared
        )

    def _resolved(self, properties: Properties) -> Properties:
        resources = self._stack.resources
        return {
            key: resources[value.logical_id].physical_id if isinstance(value, Ref) else value
            for key, value in properties.items()
        }

    def _change(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        old = self._stack.resources.get(logical_id)
        touched = self._stack.update.touched
        # A resource that is changed last is the first to be changed back.
        touched.pop(logical_id, None)
        touched[logical_id] = None
        if old is None or old.status == "create failed":
            return self._create(logical_id, properties, old)
        return self._update(logical_id, properties, old)

    def _create(
        self, logical_id: str, properties: Properties, failed: SimulatedResource | None
    ) -> SimulatedResponse:
        stack = self._stack
        if failed:
            obsolete = PhysicalResource(logical_id, failed.properties, failed.physical_id)
            # Nothing tells the Create of a made-up id from the next one: that comes after it.
            has_responded = failed.physical_id.startswith(("unfinished:", "nothing-created:"))
            if stack.behaviour.deletes_failed_first or not has_responded:
                delete(stack, [obsolete], one_at_a_time)
            else:
                stack.update.superseded.append(obsolete)
        response = stack.send_create(logical_id, properties)
        status: Status = "complete" if response.succeeded else "create failed"
        stack.resources[logical_id] = SimulatedResource(
            properties, response.physical_id, response.data, status
        )
        return response

    def _update(
        self, logical_id: str, properties: Properties, old: SimulatedResource
    ) -> SimulatedResponse:
        stack = self._stack
        known = PhysicalResource(logical_id, old.properties, old.physical_id)
        response = stack.send(
            stack.request("Update", logical_id, properties, old.physical_id, old.properties)
        )
        has_id = response.succeeded or (
            stack.behaviour.takes_failed_id and response is not NO_RESPONSE
        )
        physical_id = response.physical_id if has_id else old.physical_id
        if physical_id != old.physical_id:
            stack.update.superseded.append(known)
        data = response.data if response.succeeded else old.data
        status: Status = "complete" if response.succeeded else "update failed"
        stack.resources[logical_id] = SimulatedResource(properties, physical_id, data, status)
        if response.succeeded:
            # It has released what the failed Update before it may have made.
            released = known._replace(physical_id="")
            stack.forgotten = [each for each in stack.forgotten if each != released]
        elif old.status != "update failed":
            stack.update.successful[logical_id] = old.properties
        return response


def leave(stack: SimulatedStack, template: Mapping[str, Properties]) -> None:
    """Leave a stack as it failed; the next deployment starts from there."""
    for logical_id, resource in stack.resources.items():
        if resource.status == "update failed":
            stack.forgotten.append(PhysicalResource(logical_id, resource.properties, ""))
            if not stack.behaviour.keeps_failed_properties:
                successful = stack.update.successful[logical_id]
                stack.resources[logical_id] = replace(resource, properties=successful)
    stack.template = template


def destroy(stack: SimulatedStack) -> None:
    """Delete a stack; what has been deleted before a failure is not deleted again.

    Raises
    ------
    GaveUp
        If something could not be deleted.
    """
    for obsolete in stack.update.replaced(stack.resources):
        stack.delete(*obsolete)
        stack.update.superseded.remove(obsolete)
    for logical_id in deletion_order(stack, stack.resources):
        resource = stack.resources[logical_id]
        stack.delete(logical_id, resource.properties, resource.physical_id)
        del stack.resources[logical_id]
    stack.settle({})
