"""Plays CloudFormation's side of the custom resource contract, exactly and in process.

The embedded cloud's CloudFormation accepts answers that the real one rejects, and never sends the
Delete that follows a failed Create. Here answers are checked as CloudFormation checks them, and a
stack's update goes through its phases: create and update, then clean-up, or rollback.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

Properties = Mapping[str, Any]
Handler = Callable[[dict[str, Any], Any], object]

SIGNATURE = "X-Amz-Signature=0123456789abcdef0123456789abcdef"
ANSWER_LIMIT_BYTES = 4096
PHYSICAL_ID_LIMIT_BYTES = 1024
INVOCATIONS = 3


class ContractBroken(AssertionError):
    """An answer that CloudFormation would not accept."""


class ResourceFailed(Exception):
    """The resource answered FAILED; the message is the Reason that a user reads."""


@dataclass
class LambdaContext:
    """Lambda's context object, with a deadline of its own."""

    timeout_seconds: float
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    began: float = field(default_factory=time.monotonic)

    def get_remaining_time_in_millis(self) -> int:
        left = self.timeout_seconds - (time.monotonic() - self.began)
        return max(int(left * 1000), 0)


class AnswerBox:
    """The HTTP server behind ResponseURL.

    Attributes
    ----------
    statuses
        HTTP statuses to answer with before 200, for the tests of delivery.
    """

    def __init__(self) -> None:
        self.received: dict[str, list[bytes]] = {}
        self.statuses: list[int] = []
        self._server = make_server(
            "127.0.0.1", 0, Request.application(self._receive), threaded=True
        )

    @contextmanager
    def listening(self) -> Iterator[AnswerBox]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()

    def url(self, request_id: str) -> str:
        return f"http://127.0.0.1:{self._server.port}/{request_id}?{SIGNATURE}"

    def _receive(self, request: Request) -> Response:
        if self.statuses:
            return Response(status=self.statuses.pop(0))
        if request.method != "PUT" or request.headers.get("Content-Type"):
            return Response("SignatureDoesNotMatch", status=403)
        self.received.setdefault(request.path.strip("/"), []).append(request.get_data())
        return Response(status=200)


@dataclass(frozen=True)
class Answer:
    """An answer that has passed CloudFormation's checks."""

    succeeded: bool
    reason: str
    physical_id: str
    data: dict[str, str]


def checked(bodies: list[bytes], event: Mapping[str, Any]) -> Answer:
    """Check what came for a request as CloudFormation does, and read it."""
    if len(bodies) != 1:
        raise ContractBroken(f"{len(bodies)} answers instead of one: {bodies}")
    (body,) = bodies
    if len(body) > ANSWER_LIMIT_BYTES:
        raise ContractBroken(f"an answer of {len(body)} bytes")
    answer = json.loads(body)
    for key in ("StackId", "RequestId", "LogicalResourceId"):
        if answer.get(key) != event[key]:
            raise ContractBroken(f"{key} is {answer.get(key)!r}, not {event[key]!r}")
    physical_id = answer.get("PhysicalResourceId")
    if not isinstance(physical_id, str) or not physical_id:
        raise ContractBroken(f"PhysicalResourceId is {physical_id!r}")
    if len(physical_id.encode()) > PHYSICAL_ID_LIMIT_BYTES:
        raise ContractBroken(f"a PhysicalResourceId of {len(physical_id.encode())} bytes")
    if answer.get("Status") not in {"SUCCESS", "FAILED"}:
        raise ContractBroken(f"Status is {answer.get('Status')!r}")
    if answer["Status"] == "FAILED" and not answer.get("Reason"):
        raise ContractBroken("FAILED without a Reason")
    return Answer(
        answer["Status"] == "SUCCESS", answer.get("Reason", ""), physical_id, answer.get("Data", {})
    )


@dataclass
class Resource:
    """A resource as CloudFormation knows it."""

    properties: Properties
    physical_id: str
    data: dict[str, str]


@dataclass
class Stack:
    """One stack whose every resource is an artifact.

    Attributes
    ----------
    handler
        The function's handler.
    timeout_seconds
        The function's timeout.
    """

    handler: Handler
    answers: AnswerBox
    name: str = "Stack"
    timeout_seconds: float = 60.0
    resources: dict[str, Resource] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    stack_id: str = ""

    def __post_init__(self) -> None:
        self.stack_id = (
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
        """Make a request as CloudFormation words it."""
        request_id = str(uuid.uuid4())
        event: dict[str, Any] = {
            "RequestType": request_type,
            "RequestId": request_id,
            "ResponseURL": self.answers.url(request_id),
            "ResourceType": "Custom::SageMakerArtifact",
            "LogicalResourceId": logical_id,
            "StackId": self.stack_id,
            "ServiceToken": "arn:aws:lambda:eu-west-1:000000000000:function:lineage",
            "ResourceProperties": {"ServiceToken": "arn:aws:lambda:…", **properties},
        }
        if physical_id is not None:
            event["PhysicalResourceId"] = physical_id
        if old_properties is not None:
            event["OldResourceProperties"] = {"ServiceToken": "arn:aws:lambda:…", **old_properties}
        return event

    def send(self, event: dict[str, Any]) -> Answer:
        """Deliver a request, three times if the function fails, and check its answer."""
        self.events.append(event)
        for _ in range(INVOCATIONS):
            try:
                self.handler(json.loads(json.dumps(event)), LambdaContext(self.timeout_seconds))
            except Exception:  # noqa: BLE001, S112 (Lambda delivers again whatever was raised)
                continue
            break
        return checked(self.answers.received.pop(event["RequestId"], []), event)

    def create(self, logical_id: str, properties: Properties) -> Answer:
        """Create a resource; a Create that fails is followed by a Delete."""
        answer = self.send(self.request("Create", logical_id, properties))
        if not answer.succeeded:
            self.delete_entity(logical_id, properties, answer.physical_id)
            raise ResourceFailed(answer.reason)
        self.resources[logical_id] = Resource(properties, answer.physical_id, answer.data)
        return answer

    def delete_entity(self, logical_id: str, properties: Properties, physical_id: str) -> None:
        """Send the Delete of one physical id."""
        answer = self.send(self.request("Delete", logical_id, properties, physical_id))
        if not answer.succeeded:
            raise ResourceFailed(answer.reason)

    def deploy(self, template: Mapping[str, Properties], *, fail_at_end: bool = False) -> None:
        """Bring the stack to a template: create and update, then clean up; or roll back.

        Parameters
        ----------
        template
            Properties by logical id.
        fail_at_end
            Let another resource of the stack fail after all of these have succeeded.

        Raises
        ------
        ResourceFailed
            If the deployment failed; it has been rolled back.
        """
        replaced: list[tuple[str, Properties, str]] = []
        undo: list[Callable[[], None]] = []
        try:
            for logical_id, properties in template.items():
                if logical_id not in self.resources:
                    self.create(logical_id, properties)
                    undo.append(lambda logical_id=logical_id: self._remove(logical_id))  # type: ignore[misc]
                elif self.resources[logical_id].properties != properties:
                    old = self.resources[logical_id]
                    undo.append(lambda i=logical_id, old=old: self._restore(i, old))  # type: ignore[misc]
                    new = self._update(logical_id, old, properties)
                    if new.physical_id != old.physical_id:
                        replaced.append((logical_id, old.properties, old.physical_id))
            if fail_at_end:
                raise ResourceFailed("another resource failed")
        except ResourceFailed:
            for step in reversed(undo):
                step()
            raise
        for logical_id, properties, physical_id in replaced:
            self.delete_entity(logical_id, properties, physical_id)
        for logical_id in [gone for gone in self.resources if gone not in template]:
            self._remove(logical_id)

    def destroy(self) -> None:
        """Delete the stack."""
        self.deploy({})

    def _update(self, logical_id: str, old: Resource, properties: Properties) -> Resource:
        answer = self.send(
            self.request("Update", logical_id, properties, old.physical_id, old.properties)
        )
        if not answer.succeeded:
            raise ResourceFailed(answer.reason)
        new = Resource(properties, answer.physical_id, answer.data)
        self.resources[logical_id] = new
        return new

    def _restore(self, logical_id: str, old: Resource) -> None:
        """Roll an update back: an Update with the old properties, then clean-up of the new id."""
        new = self.resources[logical_id]
        restored = self._update(logical_id, new, old.properties)
        if new.physical_id != restored.physical_id:
            self.delete_entity(logical_id, new.properties, new.physical_id)

    def _remove(self, logical_id: str) -> None:
        resource = self.resources.pop(logical_id)
        self.delete_entity(logical_id, resource.properties, resource.physical_id)
