"""A deployment's phases: create and update, then clean-up; or rollback, or neither.

Sources: "Update behaviors of stack resources", "Continue rolling back an update", "Choose how to
handle failures when provisioning resources" in CloudFormation's user guide. What they leave open
is a field of the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from .resources import (
    PhysicalResource,
    Properties,
    Ref,
    SimulatedResource,
    Status,
    is_association,
    refers,
)
from .responses import NO_RESPONSE, SimulatedResponse

if TYPE_CHECKING:
    from .stack import SimulatedStack

AtOnce = Callable[[Callable[[], None]], object]


class ResourceFailed(Exception):
    """The resource answered FAILED; the message is the Reason that a user reads."""


class GaveUp(ResourceFailed):
    """CloudFormation gave up a rollback, or the deletion of a stack."""


@dataclass
class UnfinishedUpdate:
    """What is to be undone or finished before the stack is stable again.

    Attributes
    ----------
    template, resources
        What was there when the stack was stable.
    successful
        The properties that each resource had before its last Update.
    touched
        The logical ids that were changed since, in their order.
    superseded
        The physical ids that were replaced since, and so are to be cleaned up.
    """

    template: Mapping[str, Properties]
    resources: Mapping[str, SimulatedResource]
    successful: dict[str, Properties] = field(default_factory=dict)
    touched: dict[str, None] = field(default_factory=dict)
    superseded: list[PhysicalResource] = field(default_factory=list)


class Deployment:
    """One deployment of a stack."""

    def __init__(self, stack: SimulatedStack, at_once: AtOnce = lambda change: change()) -> None:
        self._stack = stack
        self._at_once = at_once
        stack.unfinished = stack.unfinished or UnfinishedUpdate(
            stack.template, dict(stack.resources)
        )
        self._unfinished = stack.unfinished

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

    def clean_up(self, template: Mapping[str, Properties], retain: Collection[str]) -> None:
        """Delete what was replaced, and what the template no longer has."""
        stack = self._stack
        obsolete = self._replaced()
        for logical_id in self._deletion_order(i for i in stack.resources if i not in template):
            resource = stack.resources.pop(logical_id)
            known = PhysicalResource(logical_id, resource.properties, resource.physical_id)
            if logical_id not in retain:
                obsolete.append(known)
            elif resource.status == "complete":
                stack.retained.append((logical_id, resource.physical_id))
            else:
                stack.forgotten.append(known)
        if stack.cleans_up_backwards:
            obsolete.reverse()
        self._delete(obsolete)
        stack.template, stack.unfinished = template, None

    def roll_back(self, skip: Collection[str]) -> None:
        """Update back what was updated, also what failed to be, then delete what is new.

        Raises
        ------
        GaveUp
            If that fails for a resource that is not to be skipped.
        """
        waiting = reversed(list(self._unfinished.touched))

        def change_back() -> None:
            for logical_id in waiting:
                self._change_back(logical_id, is_skipped=logical_id in skip)

        self._at_once(change_back)
        self._delete(self._replaced())
        self._stack.template, self._stack.unfinished = self._unfinished.template, None

    def leave(self, template: Mapping[str, Properties]) -> None:
        """Leave the stack as it failed; the next deployment starts from there."""
        stack = self._stack
        for logical_id, resource in stack.resources.items():
            if resource.status == "update failed":
                stack.forgotten.append(PhysicalResource(logical_id, resource.properties, ""))
                if not stack.keeps_failed_properties:
                    successful = self._unfinished.successful[logical_id]
                    stack.resources[logical_id] = replace(resource, properties=successful)
        stack.template = template

    def destroy(self) -> None:
        """Delete everything.

        Raises
        ------
        GaveUp
            If something could not be deleted: the next deletion of the stack goes on from there.
        """
        stack = self._stack
        for obsolete in self._replaced():
            stack.delete(*obsolete)
        for logical_id in self._deletion_order(stack.resources):
            resource = stack.resources[logical_id]
            stack.delete(logical_id, resource.properties, resource.physical_id)
            del stack.resources[logical_id]
        stack.template, stack.unfinished = {}, None

    def _deletion_order(self, logical_ids: Iterable[str]) -> list[str]:
        """Return logical ids so that what refers to another resource is deleted before it."""
        resources = self._stack.resources
        return sorted(logical_ids, key=lambda i: not is_association(resources[i].properties))

    def _differs(self, logical_id: str, declared: Properties) -> bool:
        resource = self._stack.resources.get(logical_id)
        return (
            resource is None
            or resource.status in {"create failed", "update failed"}
            or resource.properties != declared
        )

    def _resolved(self, properties: Properties) -> Properties:
        return {
            key: self._stack.resources[value.logical_id].physical_id
            if isinstance(value, Ref)
            else value
            for key, value in properties.items()
        }

    def _change(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        """Create or update a resource."""
        old = self._stack.resources.get(logical_id)
        # A resource that is changed last is the first to be changed back.
        self._unfinished.touched.pop(logical_id, None)
        self._unfinished.touched[logical_id] = None
        if old is None or old.status == "create failed":
            return self._create(logical_id, properties, old)
        return self._update(logical_id, properties, old)

    def _create(
        self, logical_id: str, properties: Properties, failed: SimulatedResource | None
    ) -> SimulatedResponse:
        if failed:
            obsolete = PhysicalResource(logical_id, failed.properties, failed.physical_id)
            # Nothing tells the Create of a made-up id from the next one: that comes after it.
            has_responded = failed.physical_id.startswith(("unfinished:", "nothing-created:"))
            if self._stack.deletes_failed_first or not has_responded:
                self._delete([obsolete])
            else:
                self._unfinished.superseded.append(obsolete)
        response = self._stack.send_create(logical_id, properties)
        self._stack.resources[logical_id] = SimulatedResource(
            properties,
            response.physical_id,
            response.data,
            "complete" if response.succeeded else "create failed",
        )
        return response

    def _update(
        self, logical_id: str, properties: Properties, old: SimulatedResource
    ) -> SimulatedResponse:
        stack = self._stack
        response = stack.send(
            stack.request("Update", logical_id, properties, old.physical_id, old.properties)
        )
        takes_id = response.succeeded or (stack.takes_failed_id and response is not NO_RESPONSE)
        physical_id = response.physical_id if takes_id else old.physical_id
        if physical_id != old.physical_id:
            self._unfinished.superseded.append(
                PhysicalResource(logical_id, old.properties, old.physical_id)
            )
        status: Status = "complete" if response.succeeded else "update failed"
        data = response.data if response.succeeded else old.data
        stack.resources[logical_id] = SimulatedResource(properties, physical_id, data, status)
        if not response.succeeded and old.status != "update failed":
            self._unfinished.successful[logical_id] = old.properties
        if response.succeeded:
            # It has released what the failed Update before it may have made.
            released = PhysicalResource(logical_id, old.properties, "")
            stack.forgotten = [each for each in stack.forgotten if each != released]
        return response

    def _change_back(self, logical_id: str, *, is_skipped: bool) -> None:
        stack = self._stack
        resource = stack.resources[logical_id]
        known = PhysicalResource(logical_id, resource.properties, resource.physical_id)
        before = self._unfinished.resources.get(logical_id)
        if before is None:
            del stack.resources[logical_id]
            self._unfinished.superseded.append(known)
            return
        update = stack.request(
            "Update", logical_id, before.properties, resource.physical_id, resource.properties
        )
        response = stack.insist(update)
        if response.succeeded:
            stack.resources[logical_id] = SimulatedResource(
                before.properties, response.physical_id, response.data
            )
            if response.physical_id != resource.physical_id:
                self._unfinished.superseded.append(known)
        elif is_skipped:
            stack.resources[logical_id] = replace(
                resource, properties=before.properties, status="skipped"
            )
            superseded = self._unfinished.superseded
            self._unfinished.superseded = [e for e in superseded if e.logical_id != logical_id]
            stack.forgotten += [e for e in superseded if e.logical_id == logical_id]
            stack.forgotten.append(known._replace(physical_id=""))
        else:
            raise GaveUp(response.reason)

    def _replaced(self) -> list[PhysicalResource]:
        """Return the physical ids that were replaced, and that no resource has again."""
        held = {(i, resource.physical_id) for i, resource in self._stack.resources.items()}
        replaced = {
            (each.logical_id, each.physical_id): each for each in self._unfinished.superseded
        }
        return [each for identity, each in replaced.items() if identity not in held]

    def _delete(self, obsolete: Iterable[PhysicalResource]) -> None:
        """Delete physical ids; CloudFormation forgets what it cannot delete."""
        waiting = iter(obsolete)

        def delete() -> None:
            for each in waiting:
                try:
                    self._stack.delete(*each)
                except GaveUp:
                    self._stack.forgotten.append(each)

        self._at_once(delete)
