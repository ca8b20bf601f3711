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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

Properties = Mapping[str, Any]
Handler = Callable[[dict[str, Any], Any], object]
AtOnce = Callable[[Callable[[], None]], object]
# Logical id, properties and physical id of what is to be deleted.
Entity = tuple[str, Properties, str]

ARTIFACT_TYPE = "Custom::SageMakerArtifact"
ASSOCIATION_TYPE = "Custom::SageMakerAssociation"

SIGNATURE = "X-Amz-Signature=0123456789abcdef0123456789abcdef"
ANSWER_LIMIT_BYTES = 4096
PHYSICAL_ID_LIMIT_BYTES = 1024
# Lambda delivers an asynchronous event up to three times.
INVOCATIONS = 3


class ContractBroken(AssertionError):
    """An answer that CloudFormation would not accept."""


class ResourceFailed(Exception):
    """The resource answered FAILED; the message is the Reason that a user reads."""


class GaveUp(ResourceFailed):
    """CloudFormation gave up a rollback or a clean-up: the stack is neither here nor there."""


class Killed(BaseException):
    """The invocation's process has died."""


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


NO_ANSWER = Answer(
    succeeded=False, reason="no answer came within ServiceTimeout", physical_id="", data={}
)


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


@dataclass(frozen=True)
class Ref:
    """In a template, the physical id of another resource of the stack, which comes before it."""

    logical_id: str


def resource_type(properties: Properties) -> str:
    """Tell an association from an artifact."""
    return ASSOCIATION_TYPE if "SourceArn" in properties else ARTIFACT_TYPE


def refers(properties: Properties) -> bool:
    """Whether a resource refers to another one of the stack."""
    return any(isinstance(value, Ref) for value in properties.values())


@dataclass
class Resource:
    """A resource as CloudFormation knows it."""

    properties: Properties
    physical_id: str
    data: dict[str, str]


@dataclass
class Attempt:
    """What a deployment has done to one resource, and so has to undo."""

    properties: Properties
    physical_id: str
    old: Resource | None


@dataclass
class Stack:
    """One stack whose every resource is an artifact or an association.

    Attributes
    ----------
    handler
        The function's handler.
    timeout_seconds
        The function's timeout.
    template
        What was deployed last.
    around
        Entered with each request, left with its answer: where tests let something go wrong.
    redelivery_seconds
        How long Lambda waits before it delivers an event again; a minute or two in truth.
    sleep
        How it waits.
    tries
        How often a Delete, or a rollback's Update, that fails is sent: CloudFormation tries a
        clean-up again, and a user continues a rollback that has failed.
    is_echoed
        Whether Lambda delivers each event twice.
    cleans_up_backwards
        Whether a clean-up deletes what came last first.
    retained
        Logical and physical ids that a template has dropped without deleting.
    answered
        Each request with its answer, in the order of the answers.
    """

    handler: Handler
    answers: AnswerBox
    name: str = "Stack"
    timeout_seconds: float = 60.0
    template: Mapping[str, Properties] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    stack_id: str = ""
    around: Callable[[dict[str, Any]], AbstractContextManager[object]] = nullcontext
    redelivery_seconds: float = 0.0
    sleep: Callable[[float], object] = time.sleep
    tries: int = 3
    is_echoed: bool = False
    cleans_up_backwards: bool = False
    retained: list[tuple[str, str]] = field(default_factory=list)
    answered: list[tuple[dict[str, Any], Answer]] = field(default_factory=list)

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
            "ResourceType": resource_type(properties),
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
        """Deliver a request, three times if the function fails, and check its answer.

        If every invocation dies there is no answer, and CloudFormation gives up waiting.
        """
        self.events.append(event)
        with self.around(event):
            has_ended = self._deliver(event)
        bodies = self.answers.received.pop(event["RequestId"], [])
        answer = checked(bodies, event) if bodies or has_ended else NO_ANSWER
        self.answered.append((event, answer))
        if self.is_echoed:
            # CloudFormation has its answer; the second one is not for anybody.
            self._deliver(event)
            self.answers.received.pop(event["RequestId"], None)
        return answer

    def create(self, logical_id: str, properties: Properties) -> Answer:
        """Create a resource; a Create that fails is followed by a Delete."""
        answer = self._create(logical_id, properties)
        if not answer.succeeded:
            self.delete_entity(logical_id, properties, answer.physical_id)
            raise ResourceFailed(answer.reason)
        self.resources[logical_id] = Resource(properties, answer.physical_id, answer.data)
        return answer

    def delete_entity(self, logical_id: str, properties: Properties, physical_id: str) -> None:
        """Send the Delete of one physical id; a few times, if it fails."""
        self._insist(self.request("Delete", logical_id, properties, physical_id))

    def made_up_id(self, logical_id: str) -> str:
        """Make up a physical id, as for a Create that never answered."""
        return f"{self.name}-{logical_id}-{uuid.uuid4().hex[:12].upper()}"

    def deploy(
        self,
        template: Mapping[str, Properties],
        *,
        fail_at_end: bool = False,
        fail_after: int | None = None,
        retain: Collection[str] = (),
        at_once: AtOnce = lambda change: change(),
    ) -> None:
        """Bring the stack to a template: create and update, then clean up; or roll back.

        A rollback first updates back what was updated, also what failed to be, and then deletes
        what was created, also what failed to be.

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
        at_once
            Calls what it is given, which changes one resource after another. To have several
            changed at the same time, it calls it several times at the same time.

        Raises
        ------
        ResourceFailed
            If the deployment failed; it has been rolled back.
        GaveUp
            If that, or cleaning up, failed as well.
        """
        changes = [
            logical_id
            for logical_id, properties in template.items()
            if logical_id not in self.resources
            or self.resources[logical_id].properties != properties
        ]
        deleted = [gone for gone in self.resources if gone not in template]
        attempts: dict[str, Attempt] = {}
        failures: list[str] = []
        begun = changes[:fail_after]

        def change(waiting: Iterator[str]) -> None:
            while not failures and (logical_id := next(waiting, None)):
                properties = self._resolved(template[logical_id])
                old = self.resources.get(logical_id)
                if not old or old.properties != properties:
                    reason = self._change(logical_id, properties, attempts)
                    failures.extend([reason] if reason else [])

        # What refers to another resource waits for it.
        for is_referring in (False, True):
            waiting = iter([each for each in begun if refers(template[each]) is is_referring])
            at_once(partial(change, waiting))
        if fail_at_end or (fail_after is not None and fail_after < len(changes)):
            failures.append("another resource failed")
        if failures:
            self._roll_back(attempts, at_once)
            raise ResourceFailed(failures[0])
        clean_up = [
            (logical_id, attempt.old.properties, attempt.old.physical_id)
            for logical_id, attempt in attempts.items()
            if attempt.old and attempt.old.physical_id != attempt.physical_id
        ]
        # What refers to another resource is deleted before it.
        for logical_id in sorted(deleted, key=lambda i: not self._is_association(i)):
            resource = self.resources.pop(logical_id)
            if logical_id in retain:
                self.retained.append((logical_id, resource.physical_id))
            else:
                clean_up.append((logical_id, resource.properties, resource.physical_id))
        if self.cleans_up_backwards:
            clean_up.reverse()
        self._clean_up(clean_up, at_once)
        self.template = template

    def destroy(self) -> None:
        """Delete the stack."""
        self.deploy({})

    def _is_association(self, logical_id: str) -> bool:
        return resource_type(self.resources[logical_id].properties) == ASSOCIATION_TYPE

    def _resolved(self, properties: Properties) -> Properties:
        return {
            key: self.resources[value.logical_id].physical_id if isinstance(value, Ref) else value
            for key, value in properties.items()
        }

    def _deliver(self, event: dict[str, Any]) -> bool:
        """Invoke the function until an invocation ends well; say whether one did."""
        for number in range(INVOCATIONS):
            if number:
                self.sleep(self.redelivery_seconds)
            try:
                self.handler(json.loads(json.dumps(event)), LambdaContext(self.timeout_seconds))
            except (Exception, Killed):  # noqa: BLE001, S112 (Lambda does not ask what it was)
                continue
            return True
        return False

    def _create(self, logical_id: str, properties: Properties) -> Answer:
        answer = self.send(self.request("Create", logical_id, properties))
        physical_id = answer.physical_id or self.made_up_id(logical_id)
        return Answer(answer.succeeded, answer.reason, physical_id, answer.data)

    def _change(
        self, logical_id: str, properties: Properties, attempts: dict[str, Attempt]
    ) -> str | None:
        """Create or update a resource; return the reason if that fails."""
        old = self.resources.get(logical_id)
        if old:
            answer = self.send(
                self.request("Update", logical_id, properties, old.physical_id, old.properties)
            )
            physical_id = answer.physical_id if answer.succeeded else old.physical_id
        else:
            answer = self._create(logical_id, properties)
            physical_id = answer.physical_id
        attempts[logical_id] = Attempt(properties, physical_id, old)
        if not answer.succeeded:
            return answer.reason
        self.resources[logical_id] = Resource(properties, physical_id, answer.data)
        return None

    def _roll_back(self, attempts: Mapping[str, Attempt], at_once: AtOnce) -> None:
        clean_up: list[Entity] = []
        waiting = reversed(list(attempts.items()))

        def change_back() -> None:
            for logical_id, attempt in waiting:
                if attempt.old:
                    answer = self._insist(
                        self.request(
                            "Update",
                            logical_id,
                            attempt.old.properties,
                            attempt.physical_id,
                            attempt.properties,
                        )
                    )
                    self.resources[logical_id] = Resource(
                        attempt.old.properties, answer.physical_id, answer.data
                    )
                    if answer.physical_id == attempt.physical_id:
                        continue
                else:
                    self.resources.pop(logical_id, None)
                clean_up.append((logical_id, attempt.properties, attempt.physical_id))

        at_once(change_back)
        self._clean_up(clean_up, at_once)

    def _clean_up(self, entities: Iterable[Entity], at_once: AtOnce) -> None:
        waiting = iter(entities)

        def delete() -> None:
            for entity in waiting:
                self.delete_entity(*entity)

        at_once(delete)

    def _insist(self, event: dict[str, Any]) -> Answer:
        for _ in range(self.tries):
            request_id = str(uuid.uuid4())
            again = {"RequestId": request_id, "ResponseURL": self.answers.url(request_id)}
            answer = self.send(event | again)
            if answer.succeeded:
                return answer
        raise GaveUp(answer.reason)
