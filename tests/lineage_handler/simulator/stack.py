"""One stack as CloudFormation runs it: its requests, and what it believes to be deployed.

A deployment's phases are in `deployment`, `clean_up` and `rollback`, the checks of a response in
`responses`, the deliveries of a request in `function`.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from .behaviour import CloudFormationBehaviour
from .clean_up import AtOnce, clean_up, one_at_a_time
from .clock import Clock, RealClock
from .deployment import Deployment, GaveUp, ResourceFailed, destroy, leave
from .exchange import Exchange
from .function import Delivery, Handler
from .resources import PhysicalResource, Properties, SimulatedResource, resource_type
from .responses import NO_RESPONSE, ResponseServer, SimulatedResponse, checked
from .rollback import roll_back
from .unfinished import UnfinishedUpdate

_SERVICE_TOKEN = "arn:aws:lambda:eu-west-1:000000000000:function:lineage"
_moments = itertools.count()


@dataclass
class SimulatedStack:
    """One stack whose every resource is an artifact or an association.

    Attributes
    ----------
    handler
        The function's handler.
    responses
        Where it sends its responses.
    timeout_seconds
        The function's timeout.
    service_timeout_seconds
        How long CloudFormation waits for a response, and Lambda delivers an event again; without
        it, until the function has ended three times.
    redelivery_seconds
        How long Lambda waits before it delivers an event again; a minute or two in truth.
    clock
        What all of them wait on.
    template
        What was deployed last.
    resources
        What CloudFormation believes to be deployed.
    events
        The requests that were sent, in their order.
    exchanges
        Those that have ended, with their responses.
    around
        Entered with each request, left with its response: where tests let something go wrong.
    behaviour
        What CloudFormation does where its documentation leaves it open.
    is_echoed
        Whether Lambda delivers each event again, a second after its response.
    retained
        Logical and physical ids that a template has dropped without deleting.
    forgotten
        What CloudFormation no longer knows of though it may be there: the clean-up was given up,
        or the rollback skipped it. Its claim is stale. No physical id: what a failed Update may
        have made.
    unfinished
        What is to be undone or finished, while the stack is not stable.
    """

    handler: Handler
    responses: ResponseServer
    name: str = "Stack"
    timeout_seconds: float = 60.0
    service_timeout_seconds: float | None = None
    redelivery_seconds: float = 0.0
    clock: Clock = field(default_factory=RealClock)
    template: Mapping[str, Properties] = field(default_factory=dict)
    resources: dict[str, SimulatedResource] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    stack_id: str = ""
    around: Callable[[dict[str, Any]], AbstractContextManager[object]] = nullcontext
    behaviour: CloudFormationBehaviour = field(default_factory=CloudFormationBehaviour)
    is_echoed: bool = False
    retained: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[PhysicalResource] = field(default_factory=list)
    unfinished: UnfinishedUpdate | None = None

    def __post_init__(self) -> None:
        self.stack_id = self.stack_id or (
            f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{self.name}/{uuid.uuid4()}"
        )

    def request(
        self,
        request_type: str,
        logical_id: str,
        properties: Properties,
        physical_id: str | None = None,
        old_properties: Properties | None = None,
    ) -> dict[str, Any]:
        """Return a request as CloudFormation words it."""
        request_id = str(uuid.uuid4())
        event: dict[str, Any] = {
            "RequestType": request_type,
            "RequestId": request_id,
            "ResponseURL": self.responses.url(request_id),
            "ResourceType": resource_type(properties),
            "LogicalResourceId": logical_id,
            "StackId": self.stack_id,
            "ServiceToken": _SERVICE_TOKEN,
            "ResourceProperties": {"ServiceToken": _SERVICE_TOKEN, **properties},
        }
        if physical_id is not None:
            event["PhysicalResourceId"] = physical_id
        if old_properties is not None:
            event["OldResourceProperties"] = {"ServiceToken": _SERVICE_TOKEN, **old_properties}
        return event

    def send(self, event: dict[str, Any]) -> SimulatedResponse:
        """Deliver a request, again if the function fails, and check its response.

        A response that comes after ServiceTimeout is for nobody.
        """
        self.events.append(event)
        began, sent = next(_moments), self.clock.monotonic()
        with self.around(event):
            has_ended = self._delivery().deliver(event, self.handler, self.clock)
        bodies = self.responses.received.pop(event["RequestId"], [])
        response = checked(bodies, event) if bodies or has_ended else NO_RESPONSE
        if self.service_timeout_seconds is not None:
            left = sent + self.service_timeout_seconds - self.clock.monotonic()
            if response is NO_RESPONSE:
                self.clock.sleep(max(left, 0.0))
            elif left < 0:
                response = NO_RESPONSE
        if self.is_echoed:
            # CloudFormation has its response; the second one is not for anybody.
            self.clock.sleep(1.0)
            self._delivery().deliver(event, self.handler, self.clock)
            self.responses.received.pop(event["RequestId"], None)
        self.exchanges.append(Exchange(event, response, began, next(_moments)))
        return response

    def insist(self, event: dict[str, Any]) -> SimulatedResponse:
        """Send a request, with another RequestId each time, until it succeeds; or give up."""
        response = NO_RESPONSE
        for _ in range(self.behaviour.attempts):
            request_id = str(uuid.uuid4())
            another = {"RequestId": request_id, "ResponseURL": self.responses.url(request_id)}
            response = self.send(event | another)
            if response.succeeded:
                break
        return response

    def create(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        """Create one resource; a Create that fails is followed by a Delete.

        Raises
        ------
        ResourceFailed
            If it fails.
        """
        response = self.send_create(logical_id, properties)
        if not response.succeeded:
            self.delete(logical_id, properties, response.physical_id)
            raise ResourceFailed(response.reason)
        self.resources[logical_id] = SimulatedResource(
            properties, response.physical_id, response.data
        )
        return response

    def send_create(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        """Send a Create; without a response, the physical id is made up."""
        response = self.send(self.request("Create", logical_id, properties))
        physical_id = response.physical_id or self.made_up_id(logical_id)
        return SimulatedResponse(response.succeeded, response.reason, physical_id, response.data)

    def delete(self, logical_id: str, properties: Properties, physical_id: str) -> None:
        """Send the Delete of one physical id, as often as `attempts` says.

        Raises
        ------
        GaveUp
            If each of them fails.
        """
        response = self.insist(self.request("Delete", logical_id, properties, physical_id))
        if not response.succeeded:
            raise GaveUp(response.reason)

    def made_up_id(self, logical_id: str) -> str:
        """Return a physical id as CloudFormation makes it up for a Create without a response."""
        return f"{self.name}-{logical_id}-{uuid.uuid4().hex[:12].upper()}"

    def deploy(
        self,
        template: Mapping[str, Properties],
        *,
        fail_at_end: bool = False,
        fail_after: int | None = None,
        retain: Collection[str] = (),
        skip: Collection[str] = (),
        rolls_back: bool = True,
        at_once: AtOnce = one_at_a_time,
    ) -> None:
        """Bring the stack to a template: create and update, then clean up; or roll back.

        Parameters
        ----------
        template
            Properties by logical id.
        fail_at_end
            Let another resource of the stack fail after all of these have succeeded.
        fail_after
            Let it fail after so many of these.
        retain
            Logical ids that are not deleted when the template no longer has them.
        skip
            Logical ids that a user skips when their rollback has failed.
        rolls_back
            Whether a failed deployment is rolled back: express mode, for one, does not.
        at_once
            Calls what it is given, which changes one resource after another. To have several
            changed at the same time, it calls it several times at the same time.

        Raises
        ------
        ResourceFailed
            If the deployment failed; it has been rolled back, or stays as it is.
        GaveUp
            If the rollback failed as well.
        """
        deployment = Deployment(self, at_once)
        reason = deployment.change(template, fail_after=fail_after, fail_at_end=fail_at_end)
        if reason is None:
            clean_up(self, template, retain, at_once)
        elif rolls_back:
            roll_back(self, skip, at_once)
        else:
            leave(self, template)
        if reason is not None:
            raise ResourceFailed(reason)

    def continue_rollback(self, skip: Collection[str] = ()) -> None:
        """Go on with a rollback that was given up, as a user has it go on.

        Raises
        ------
        GaveUp
            If it fails again, for a resource that is not to be skipped.
        """
        roll_back(self, skip, one_at_a_time)

    def destroy(self) -> None:
        """Delete the stack.

        Raises
        ------
        GaveUp
            If a resource could not be deleted.
        """
        destroy(self)

    @property
    def update(self) -> UnfinishedUpdate:
        """The update that is unfinished, or begins."""
        if self.unfinished is None:
            self.unfinished = UnfinishedUpdate(self.template, dict(self.resources))
        return self.unfinished

    def settle(self, template: Mapping[str, Properties]) -> None:
        """Note that the stack is stable."""
        self.template, self.unfinished = template, None

    def _delivery(self) -> Delivery:
        age = self.service_timeout_seconds
        return Delivery(
            self.timeout_seconds,
            self.redelivery_seconds,
            None if age is None else age - self.timeout_seconds,
        )
