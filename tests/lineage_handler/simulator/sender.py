"""Sends a stack's requests to the function, and has their responses checked."""

from __future__ import annotations

import itertools
import math
import os
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timezone
from typing import Any

from .behaviour import CloudFormationBehaviour
from .clock import Clock, RealClock
from .concurrency import Concurrency
from .exchange import Exchange
from .function import Delivery, Handler
from .resources import Properties, resource_type
from .responses import NO_RESPONSE, ResponseServer, SimulatedResponse, checked

_SERVICE_TOKEN = "arn:aws:lambda:eu-west-1:000000000000:function:lineage"
_moments = itertools.count()


@dataclass
class RequestSender:
    """What sends the requests of one stack.

    Attributes
    ----------
    handler
        The function's handler.
    responses
        Where it sends its responses.
    name, stack_id
        Those of the stack.
    timeout_seconds
        The function's timeout.
    service_timeout_seconds
        How long CloudFormation waits for a response; without it, until the function has ended
        three times.
    event_age_seconds
        How old an event can be that Lambda delivers again; what is delivered later could not
        respond within ServiceTimeout.
    redelivery_seconds
        How long Lambda waits before it delivers an event again, and half as long as before the last
        time; a minute in truth.
    concurrency
        How many events Lambda delivers at a time.
    clock
        What all of them wait on.
    around
        Entered with each request, left with its response: where tests let something go wrong.
    behaviour
        What CloudFormation does where its documentation leaves it open.
    is_echoed
        Whether Lambda delivers each event again, a second after its response; not that of a Create
        which has surely written nothing.
    events
        The requests that were sent, in their order.
    exchanges
        Those that have ended, with their responses.
    """

    handler: Handler
    responses: ResponseServer
    name: str = "Stack"
    stack_id: str = ""
    timeout_seconds: float = 60.0
    service_timeout_seconds: float | None = None
    event_age_seconds: float | None = None
    redelivery_seconds: float = 0.0
    concurrency: Concurrency = field(default_factory=lambda: Concurrency(1000))
    clock: Clock = field(default_factory=RealClock)
    around: Callable[[dict[str, Any]], AbstractContextManager[object]] = nullcontext
    behaviour: CloudFormationBehaviour = field(default_factory=CloudFormationBehaviour)
    is_echoed: bool = False
    events: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stack_id = self.stack_id or (
            f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{self.name}/{uuid.uuid4()}"
        )
        if self.service_timeout_seconds is not None and self.event_age_seconds is None:
            self.event_age_seconds = self.service_timeout_seconds - self.timeout_seconds

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
            "ResponseURL": self._url(request_id),
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
            has_ended = self._delivery().deliver(event, self.invoke, self.clock)
        bodies = self.responses.received.pop(event["RequestId"], [])
        response = checked(bodies, event) if bodies or has_ended else NO_RESPONSE
        if self.service_timeout_seconds is not None:
            left = sent + self.service_timeout_seconds - self.clock.monotonic()
            if response is NO_RESPONSE:
                self.clock.sleep(max(left, 0.0))
            elif left < 0:
                response = NO_RESPONSE
        if self.is_echoed and not response.physical_id.startswith("nothing-created:"):
            # CloudFormation has its response; the second one is not for anybody.
            self.clock.sleep(1.0)
            self._delivery().deliver(event, self.invoke, self.clock)
            self.responses.received.pop(event["RequestId"], None)
        self.exchanges.append(Exchange(event, response, began, next(_moments)))
        return response

    def invoke(self, event: dict[str, Any], context: object) -> None:
        """Invoke the function of the stack: with others' in one process, but for its own stack."""
        os.environ["STACK_ID"] = self.stack_id
        self.handler(event, context)

    def insist(self, event: dict[str, Any]) -> SimulatedResponse:
        """Send a request, with another RequestId each time, until it succeeds; or give up."""
        response = NO_RESPONSE
        for _ in range(self.behaviour.attempts):
            request_id = str(uuid.uuid4())
            another = {"RequestId": request_id, "ResponseURL": self._url(request_id)}
            response = self.send(event | another)
            if response.succeeded:
                break
        return response

    def send_create(self, logical_id: str, properties: Properties) -> SimulatedResponse:
        """Send a Create; without a response, the physical id is made up."""
        response = self.send(self.request("Create", logical_id, properties))
        physical_id = response.physical_id or self.made_up_id(logical_id)
        return SimulatedResponse(response.succeeded, response.reason, physical_id, response.data)

    def made_up_id(self, logical_id: str) -> str:
        """Return a physical id as CloudFormation makes it up for a Create without a response."""
        return f"{self.name}-{logical_id}-{uuid.uuid4().hex[:12].upper()}"

    def _url(self, request_id: str) -> str:
        return self.responses.url(request_id, self.clock.date(timezone.utc))

    def _delivery(self) -> Delivery:
        age = math.inf if self.event_age_seconds is None else self.event_age_seconds
        return Delivery(self.timeout_seconds, self.redelivery_seconds, age, self.concurrency)
