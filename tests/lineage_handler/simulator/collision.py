"""Two stacks on the same few sources, and everybody else: what they do at random, and the check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timezone
from functools import partial
from typing import Any

from lineage_local.service import Fault

from .deployment import GaveUp, ResourceFailed
from .exceptions import (
    forget_recreated,
    forget_severed,
    forget_unpromised,
    forget_what_was_gone,
)
from .faults import ALWAYS, RandomFault
from .identity import arn_of
from .refusals import refusals
from .resources import Properties
from .service_state import artifacts, associations, comparable
from .stack import SimulatedStack
from .surroundings import keeps_exports, pinned, unlike_declared
from .templates import JOB, Template
from .world import World

MINUTE = 60.0
# Attempts after which whatever goes wrong has passed.
PATIENT = 12


class Collision:
    """A world whose two stacks collide.

    Parameters
    ----------
    world
        Where they do.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.turns, self.outsider = world.turns, world.outsider
        self.service = world.outsider.service
        self._damaged: dict[str, set[tuple[str, str]]] = {}
        self.outsider.make(JOB)
        self.check()

    @property
    def stacks(self) -> list[SimulatedStack]:
        """Both stacks."""
        return self.world.stacks

    def check(self) -> None:
        """Let lists catch up, as until the next deployment, and hold what is there to the rules."""
        self.turns.sleep(MINUTE)
        broken = self.world.violations()
        exchanges = sorted((e for s in self.stacks for e in s.exchanges), key=lambda e: e.ended)
        assert not broken, "\n".join([*broken, "after", *map(str, exchanges)])

    def deploy_undisturbed(self, stack: SimulatedStack, template: Template, *, fails: bool) -> None:
        """Deploy while nothing goes wrong: it fails if it must, and leaves all as it was then."""
        if not keeps_exports(self.world, stack, template):
            return
        reasons = self._reasons(stack, template)
        before = artifacts(self.service), associations(self.service)
        seen = len(stack.exchanges)
        failure = self._deploy(stack, template, fail_at_end=fails)
        if reasons is not None and not fails:
            assert bool(failure) == bool(reasons), (failure, reasons)
        is_skipped = any(each.status == "skipped" for each in stack.resources.values())
        if reasons and not is_skipped:
            # A name is refused when tags have been written, and is not always there to go back to.
            has_unique_names = self.service.behaviour.unique_names
            changed = {
                arn_of(exchange.event["ResourceProperties"])
                for exchange in stack.exchanges[seen:]
                if exchange.response.succeeded or has_unique_names
            }
            now = artifacts(self.service), associations(self.service)
            assert comparable(*now, changed) == comparable(*before, changed), reasons
        self.check()

    def deploy(
        self,
        stack: SimulatedStack,
        template: Template,
        faults: Sequence[RandomFault] = (),
        *,
        overlap: list[int] | None = None,
        is_echoed: bool = False,
        breaks: bool = False,
        **how: Any,
    ) -> None:
        """Deploy while things go wrong.

        Parameters
        ----------
        stack, template
            What is deployed.
        faults
            What goes wrong with calls.
        overlap
            Two resources are changed at a time; how many calls one makes before the other's turn.
        is_echoed
            Whether Lambda delivers each event twice.
        breaks
            Whether the rollback of what is updated back first fails to the end, and is skipped.
        how
            As in `SimulatedStack.deploy`.
        """
        if not keeps_exports(self.world, stack, template):
            return
        if overlap is not None:
            how["at_once"] = lambda change: self.turns.run([change, change], overlap)
        stack.is_echoed = is_echoed
        with self._happening(faults), self._breaking(stack) if breaks else nullcontext():
            self._deploy(stack, template, skips=breaks, **how)
        stack.is_echoed = False
        self.check()

    def destroy(self, stack: SimulatedStack, faults: Sequence[RandomFault]) -> None:
        """Delete a stack while things go wrong; what could not be deleted is deleted later."""
        if pinned(self.world, stack):
            return
        with self._noting([stack]):
            try:
                with self._happening(faults):
                    stack.destroy()
            except GaveUp:
                stack.destroy()
        self.check()

    def deploy_both(self, templates: Sequence[Template], overlap: list[int]) -> None:
        """Deploy both stacks at the same time."""
        tasks = [
            partial(self._deploy, stack, template)
            for stack, template in zip(self.stacks, templates, strict=True)
        ]
        self.turns.run(tasks, overlap)
        self.check()

    def cancel_create(
        self,
        stack: SimulatedStack,
        logical_id: str,
        properties: Properties,
        faults: Sequence[RandomFault],
        overlap: list[int],
        *,
        is_overtaken: bool,
    ) -> None:
        """Cancel a Create, whose Delete follows at once, or even overtakes it."""
        create = stack.request("Create", logical_id, properties)

        def delete() -> None:
            stack.delete(logical_id, properties, stack.made_up_id(logical_id))

        tasks: list[Callable[[], object]] = [lambda: stack.send(create), delete]
        with self._noting([stack]), self._happening(faults):
            self.turns.run(reversed(tasks) if is_overtaken else tasks, overlap)
        self.check()

    def _deploy(
        self, stack: SimulatedStack, template: Template, *, skips: bool = False, **how: Any
    ) -> str | None:
        """Deploy, and return the reason if that fails; skip what cannot be rolled back."""
        has_no_way_back = (
            skips or stack.behaviour.attempts < PATIENT or self.service.behaviour.unique_names
        )
        damaged = self._damaged_since_stable(stack)
        skip = {*stack.resources} if has_no_way_back else unlike_declared(stack, damaged)
        with self._noting([stack]):
            try:
                stack.deploy(template, skip=skip, **how)
            except GaveUp as failed:
                # What went wrong has been put right, and the user has the rollback go on.
                self.service.faults.clear()
                stack.continue_rollback(skip)
                return str(failed)
            except ResourceFailed as failed:
                return str(failed)
        return None

    def _damaged_since_stable(self, stack: SimulatedStack) -> set[tuple[str, str]]:
        """Return what was deleted by hand since the state to which a rollback goes back."""
        if stack.unfinished is None:
            self._damaged[stack.name] = set()
        self._damaged[stack.name] |= self.outsider.damaged
        return self._damaged[stack.name]

    def _reasons(self, stack: SimulatedStack, template: Template) -> list[str] | None:
        """Return why a deployment must fail; None if too much is amiss to tell."""
        is_stable = stack.unfinished is None and not stack.forgotten
        is_whole = all(resource.status == "complete" for resource in stack.resources.values())
        if not is_stable or not is_whole or self.outsider.damaged:
            return None
        found, pairs = artifacts(self.service), associations(self.service)
        return list(refusals(stack, template, found, pairs, self.service.behaviour))

    @contextmanager
    def _happening(self, faults: Sequence[RandomFault]) -> Iterator[None]:
        self.service.faults.replace(fault.fault(self.turns.sleep) for fault in faults)
        try:
            yield
        finally:
            self.service.faults.clear()

    @contextmanager
    def _breaking(self, stack: SimulatedStack) -> Iterator[None]:
        """Let the function's role lose its rights while one resource is rolled back."""
        updated: list[str] = []
        broken: list[str] = []

        @contextmanager
        def around(event: Mapping[str, Any]) -> Iterator[None]:
            logical_id = event["LogicalResourceId"]
            if event["RequestType"] == "Update" and logical_id in updated:
                broken.append(logical_id)
            updated.append(logical_id)
            if logical_id not in broken[:1]:
                yield
                return
            self.service.faults.add(Fault("access_denied", skip=len(updated) % 4, times=ALWAYS))
            yield
            self.service.faults.clear()

        stack.around = around
        yield
        stack.around = nullcontext

    @contextmanager
    def _noting(self, stacks: Sequence[SimulatedStack]) -> Iterator[None]:
        """Note afterwards what nobody can be held to."""
        seen, before = [len(stack.exchanges) for stack in stacks], artifacts(self.service)
        yield
        found = artifacts(self.service)
        for stack, number in zip(stacks, seen, strict=True):
            exchanges = stack.exchanges[number:]
            forget_unpromised(stack, exchanges, before, found, self.turns.date(timezone.utc))
            forget_recreated(stack, exchanges, before)
            forget_what_was_gone(stack, self.outsider, found)
        forget_severed(self.stacks, self.outsider, found)
