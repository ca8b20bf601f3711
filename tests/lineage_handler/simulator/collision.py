"""Two stacks on the same few sources, and everybody else: what they do at random, and the check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from lineage_local.service import Fault, LineageService

from .deployment import GaveUp, ResourceFailed
from .exceptions import forget_what_may_be_taken, forget_what_was_gone
from .faults import ALWAYS, RandomFault
from .function import Function
from .identity import arn_of, arn_of_source
from .outsider import Outsider
from .refusals import refusals
from .resources import Properties, is_association, pair
from .responses import ResponseServer
from .service_state import artifacts, associations, comparable
from .stack import SimulatedStack
from .templates import JOB, SOURCES, Declared, Surroundings, Template, edits
from .turns import Turns
from .world import World

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MINUTE = 60.0
BY_HAND = ["add", "add", "associate", "associate", "change", "delete", "dissociate", "make"]
# Attempts after which whatever goes wrong has passed.
PATIENT = 12
LONGEST_SERVICE_TIMEOUT = 3600.0


class Collision:
    """A world whose two stacks collide.

    Parameters
    ----------
    function, responses, turns, service, sagemaker
        What the world is made of.
    timeout_seconds
        The function's timeout.
    fields
        Fields of both stacks.
    """

    def __init__(
        self,
        function: Function,
        responses: ResponseServer,
        turns: Turns,
        service: LineageService,
        sagemaker: SageMakerClient,
        *,
        timeout_seconds: float,
        **fields: Any,
    ) -> None:
        self.turns, self.service = turns, service
        stacks = [
            SimulatedStack(
                function,
                responses,
                name,
                # The same each time, and so the order of tags.
                stack_id=f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{name}/1",
                timeout_seconds=timeout_seconds,
                service_timeout_seconds=min(
                    3 * timeout_seconds + 3 * MINUTE, LONGEST_SERVICE_TIMEOUT
                ),
                redelivery_seconds=MINUTE,
                clock=turns,
                **fields,
            )
            for name in ("First", "Second")
        ]
        self.outsider = Outsider(service, sagemaker)
        self.world = World(stacks[0], stacks[1], self.outsider)
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
        assert not broken, broken

    def surroundings(self, stack: SimulatedStack) -> Surroundings:
        """Return what the template of a stack is changed in."""
        sources = {arn_of_source(source): source for source in SOURCES}
        return Surroundings(
            foreign={
                resource.physical_id
                for other in self.stacks
                if other is not stack and other.unfinished is None
                for logical_id, resource in other.resources.items()
                if resource.status == "complete" and not is_association(resource.properties)
                if (other.name, logical_id) not in self.outsider.damaged
            },
            pinned=self.pinned(stack),
            retained=[(i, sources[arn]) for i, arn in stack.retained if arn in sources],
        )

    def careful_edits(self, stack: SimulatedStack) -> st.SearchStrategy[Template]:
        """Return how a stack can be changed while the other one is: it takes only what is free."""
        had = {arn_of(r.properties) for each in self.stacks for r in each.resources.values()}
        had |= artifacts(self.service).keys()
        pinned = self.pinned(stack)
        free = [source for source in SOURCES if arn_of_source(source) not in had]
        where = Surroundings(free, pinned=pinned, stays=True)
        before = {i: dict(declared) for i, declared in stack.template.items()}
        kept = before if pinned or any(self.references(stack)) else {}

        def refusing(template: Template) -> Template:
            return {
                i: declared if declared == before.get(i) else declared | {"OnExisting": "FAIL"}
                for i, declared in template.items()
            }

        return st.one_of(st.just(kept), edits(before, where)).map(refusing)

    def pinned(self, stack: SimulatedStack) -> set[str]:
        """Return what associations of the other stack refer to: its export is in use."""
        return {
            arn for other in self.stacks if other is not stack for arn in self.references(other)
        }

    def references(self, stack: SimulatedStack) -> Iterator[str]:
        """Return the ARNs of other stacks' artifacts that a stack refers to."""
        declared = [*stack.template.values(), *(r.properties for r in stack.resources.values())]
        own = {resource.physical_id for resource in stack.resources.values()}
        for properties in declared:
            for end in pair(properties) or ():
                if isinstance(end, str) and end not in {arn_of_source(JOB), *own}:
                    yield end

    def deploy_undisturbed(self, stack: SimulatedStack, template: Template, *, fails: bool) -> None:
        """Deploy while nothing goes wrong: it fails if it must, and leaves all as it was then."""
        reasons = self._reasons(stack, template)
        before = artifacts(self.service), associations(self.service)
        seen = len(stack.exchanges)
        failure = self._deploy(stack, template, fail_at_end=fails)
        if reasons is not None and not fails:
            assert bool(failure) == bool(reasons), (failure, reasons)
        if reasons:
            changed = {
                arn_of(exchange.event["ResourceProperties"])
                for exchange in stack.exchanges[seen:]
                if exchange.response.succeeded
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
        if overlap is not None:
            how["at_once"] = lambda change: self.turns.run([change, change], overlap)
        # A Create that IAM refuses once and not when it is delivered again is not played.
        stack.is_echoed = is_echoed and not any(f.kind == "access_denied" for f in faults)
        with self._happening(faults), self._breaking(stack) if breaks else nullcontext():
            self._deploy(stack, template, skips=breaks, **how)
        stack.is_echoed = False
        self.check()

    def destroy(self, stack: SimulatedStack, faults: Sequence[RandomFault]) -> None:
        """Delete a stack while things go wrong; what could not be deleted is deleted later."""
        if self.pinned(stack):
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

    def do_by_hand(self, kind: str, source: Declared) -> None:
        """Do something to the artifact on a source, if that is possible."""
        arn, found = arn_of_source(source), artifacts(self.service)
        pairs = associations(self.service)
        job = arn_of_source(JOB)
        if kind == "make" and arn not in found:
            self.outsider.make(source, Properties={"job": "7"})
        if arn not in found:
            return
        if kind == "add":
            self.outsider.add(arn)
        elif kind == "change":
            self.outsider.change(arn)
        elif kind == "delete":
            self.outsider.delete(arn, self.stacks)
        elif kind == "dissociate":
            for ends in [each for each in pairs if arn in each]:
                self.outsider.dissociate(ends, self.stacks)
        elif kind == "associate":
            ends = (arn, job) if source != SOURCES[0] else (job, arn)
            # One that was deleted by hand is still that of its declaration, and will be again.
            declared = {pair(r.properties) for each in self.stacks for r in each.resources.values()}
            if ends not in {*pairs, *declared}:
                self.outsider.associate(*ends, "DerivedFrom")
        self.check()

    def present(self) -> list[str]:
        """Return the ARNs of the artifacts that are there, but for records."""
        found = artifacts(self.service)
        return [arn for arn in map(arn_of_source, [*SOURCES, JOB]) if arn in found]

    def _deploy(
        self, stack: SimulatedStack, template: Template, *, skips: bool = False, **how: Any
    ) -> str | None:
        """Deploy, and return the reason if that fails; skip what cannot be rolled back."""
        skip = (
            {*stack.resources}
            if skips or stack.attempts < PATIENT
            else {
                logical_id
                for logical_id, resource in stack.resources.items()
                if resource.status != "complete"
                or (stack.name, logical_id) in self.outsider.damaged
            }
        )
        with self._noting([stack]):
            try:
                stack.deploy(template, skip=skip, **how)
            except GaveUp as failed:
                raise AssertionError(f"rollback failed: {failed}") from failed
            except ResourceFailed as failed:
                return str(failed)
        return None

    def _reasons(self, stack: SimulatedStack, template: Template) -> list[str] | None:
        """Return why a deployment must fail; None if too much is amiss to tell."""
        is_stable = stack.unfinished is None and not stack.forgotten
        is_whole = all(resource.status == "complete" for resource in stack.resources.values())
        if not is_stable or not is_whole or self.outsider.damaged:
            return None
        found, pairs = artifacts(self.service), associations(self.service)
        return list(refusals(stack, template, found, pairs))

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
        seen = [len(stack.exchanges) for stack in stacks]
        yield
        found = artifacts(self.service)
        for stack, number in zip(stacks, seen, strict=True):
            exchanges = stack.exchanges[number:]
            forget_what_may_be_taken(stack, exchanges, self.world.history, self.turns)
            forget_what_was_gone(stack, self.outsider, found)
