"""Hundreds of resources, which CloudFormation works on at once at a low rate of calls.

The real handler meets the real service, which throttles; the clock is simulated. As many functions
run at a time as Lambda lets them, and the events beyond wait in Lambda's queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, NamedTuple

from .concurrency import Concurrency
from .crowd_template import Template, creation_order, deletion_order, with_properties
from .function import ExecutionEnvironment, Function, Handler
from .resources import Properties, Ref
from .responses import ResponseServer, SimulatedResponse
from .sender import RequestSender
from .throttle import Throttle
from .turns import Task, Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass(frozen=True)
class Pace:
    """What one request for each of the resources came to.

    Attributes
    ----------
    failures
        The reasons of those that failed, each with how many.
    not_begun
        How many were not sent, since what they wait for had failed.
    seconds
        From the first request to the last response.
    invocations
        The seconds of each invocation of the function.
    calls, throttled
        How many calls SageMaker has served, and how many it has throttled.
    """

    failures: Counter[str]
    not_begun: int
    seconds: float
    invocations: Sequence[float]
    calls: int
    throttled: int


@dataclass
class CrowdStack:
    """A stack, and the physical ids of those of its resources that are there."""

    template: Template
    sender: RequestSender
    physical_ids: dict[str, str] = field(default_factory=dict)

    @property
    def existing(self) -> Template:
        """The resources that are there."""
        return {i: declared for i, declared in self.template.items() if i in self.physical_ids}

    def create(self, logical_id: str) -> SimulatedResponse:
        """Create a resource."""
        properties = self._resolved(self.template[logical_id])
        response = self.sender.send_create(logical_id, properties)
        if response.succeeded:
            self.physical_ids[logical_id] = response.physical_id
        return response

    def change(self, previous: Template, logical_id: str) -> SimulatedResponse:
        """Update an artifact."""
        new, old = self.template[logical_id], previous[logical_id]
        physical_id = self.physical_ids[logical_id]
        return self.sender.send(self.sender.request("Update", logical_id, new, physical_id, old))

    def delete(self, logical_id: str) -> SimulatedResponse:
        """Delete a resource."""
        properties, physical_id = self.template[logical_id], self.physical_ids[logical_id]
        event = self.sender.request("Delete", logical_id, self._resolved(properties), physical_id)
        return self.sender.send(event)

    def _resolved(self, properties: Properties) -> Properties:
        return {
            key: self.physical_ids[value.logical_id] if isinstance(value, Ref) else value
            for key, value in properties.items()
        }


class _Work(NamedTuple):
    """A request for each of some resources, in an order."""

    send: Callable[[str], SimulatedResponse]
    resources: Template
    order: Callable[[Template], TopologicalSorter[str]]


class Crowd:
    """Some stacks that are deployed at the same time.

    Parameters
    ----------
    environments
        As many as invocations run at a time, in the account.
    throttle
        What stands before the calls of the client that they share.
    responses
        Where they send their responses.
    turns
        The clock.
    templates
        Those of the stacks.
    """

    def __init__(
        self,
        environments: Sequence[Handler],
        throttle: Throttle,
        responses: ResponseServer,
        turns: Turns,
        templates: Sequence[Template],
    ) -> None:
        self._turns, self._throttle = turns, throttle
        self._function = Function(*environments)
        self._invocations: list[float] = []
        # The timeouts are those of the construct library.
        new_sender = partial(
            RequestSender,
            self._invoke,
            responses,
            timeout_seconds=900.0,
            service_timeout_seconds=3000.0,
            redelivery_seconds=60.0,
            concurrency=Concurrency(len(environments)),
            clock=turns,
        )
        self._stacks = [
            CrowdStack(template, new_sender(name=f"Stack{number}"))
            for number, template in enumerate(templates)
        ]

    def create(self) -> Pace:
        """Create them all: each after those that it refers to."""
        return self._at_once(_Work(s.create, s.template, creation_order) for s in self._stacks)

    def change(self, properties: Mapping[str, str]) -> Pace:
        """Change the properties of the artifacts that are there; associations stay as they are."""
        changes = []
        for stack in self._stacks:
            previous, stack.template = stack.template, with_properties(stack.template, properties)
            artifacts = {i: p for i, p in stack.existing.items() if p != previous[i]}
            changes.append(_Work(partial(stack.change, previous), artifacts, creation_order))
        return self._at_once(changes)

    def delete(self) -> Pace:
        """Delete all that are there: each after those that refer to it."""
        return self._at_once(_Work(s.delete, s.existing, deletion_order) for s in self._stacks)

    def _at_once(self, parts: Iterable[_Work]) -> Pace:
        self._invocations.clear()
        self._throttle.served = self._throttle.throttled = 0
        began, responses = self._turns.monotonic(), list[SimulatedResponse]()

        def work(part: _Work, order: TopologicalSorter[str], logical_id: str) -> None:
            response = part.send(logical_id)
            responses.append(response)
            if response.succeeded:
                order.done(logical_id)
                for each in order.get_ready():
                    self._turns.begin(partial(work, part, order, each))

        total, tasks = 0, list[Task]()
        for part in parts:
            order = part.order(part.resources)
            order.prepare()
            total += len(part.resources)
            tasks += [partial(work, part, order, each) for each in order.get_ready()]
        self._turns.run(tasks, gaps=())
        return Pace(
            Counter(each.reason for each in responses if not each.succeeded),
            total - len(responses),
            self._turns.monotonic() - began,
            list(self._invocations),
            self._throttle.served,
            self._throttle.throttled,
        )

    def _invoke(self, event: dict[str, Any], context: object) -> None:
        began = self._turns.monotonic()
        try:
            self._function(event, context)
        finally:
            self._invocations.append(self._turns.monotonic() - began)


def share_client(environments: Sequence[ExecutionEnvironment]) -> SageMakerClient:
    """Return the client of the first of some environments, and let the others have it as well."""
    first, *others = environments
    first.start()
    client: SageMakerClient = first.modules["index"].sagemaker_client()
    for each in others:
        each.modules["index"].sagemaker_client = lambda: client
    return client
