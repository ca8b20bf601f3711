"""Hundreds of artifacts of one stack, which CloudFormation works on at once at a low rate of calls.

The real handler meets the real service, which throttles; the clock is simulated. As many functions
run at a time as Lambda lets them, and the events beyond wait in Lambda's queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from lineage_local.service.faults import Rate
from lineage_local.service.protocol.errors import ServiceError

from .concurrency import Concurrency
from .function import ExecutionEnvironment, Function
from .resources import Properties
from .responses import ResponseServer, SimulatedResponse
from .sender import RequestSender
from .turns import Task, Turns

# What a call takes, and so for how long at least a function holds its place.
CALL_SECONDS = 0.1


@dataclass(frozen=True)
class Pace:
    """What one request for each of the artifacts came to.

    Attributes
    ----------
    failures
        The reasons of those that failed, each with how many.
    seconds
        From the first request to the last response.
    invocations
        How often the function was invoked.
    calls, throttled
        How many calls SageMaker has served, and how many it has throttled.
    """

    failures: Counter[str]
    seconds: float
    invocations: int
    calls: int
    throttled: int


class Crowd:
    """The artifacts, the stack that declares them, and its function.

    Parameters
    ----------
    responses
        Where the function sends its responses.
    environments
        As many as invocations run at a time. They share one client: one thread runs at a time.
    turns
        The clock.
    count
        How many artifacts there are.
    rate
        That of the service, on the same clock. The client asks it: most calls are throttled, and
        hundreds of thousands need not travel for that.
    """

    def __init__(
        self,
        responses: ResponseServer,
        environments: list[ExecutionEnvironment],
        turns: Turns,
        count: int,
        rate: Rate,
    ) -> None:
        self._turns = turns
        self._rate = rate
        self._names = [f"Data{number}" for number in range(count)]
        self._physical_ids: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._share_client(environments)
        function = Function(*environments)

        def invoked(event: dict[str, Any], context: object) -> None:
            self._counts["invocations"] += 1
            function(event, context)

        # The timeouts are those of the construct library.
        self._sender = RequestSender(
            invoked,
            responses,
            timeout_seconds=900.0,
            service_timeout_seconds=3000.0,
            redelivery_seconds=60.0,
            concurrency=Concurrency(len(environments)),
            clock=turns,
        )

    def create(self, properties: Mapping[str, str]) -> Pace:
        """Create them all."""

        def create(name: str) -> SimulatedResponse:
            response = self._sender.send_create(name, declared(name, properties))
            self._physical_ids[name] = response.physical_id
            return response

        return self._at_once(create)

    def change(self, before: Mapping[str, str], properties: Mapping[str, str]) -> Pace:
        """Change the properties of them all."""

        def change(name: str) -> SimulatedResponse:
            new, old = declared(name, properties), declared(name, before)
            event = self._sender.request("Update", name, new, self._physical_ids[name], old)
            return self._sender.send(event)

        return self._at_once(change)

    def delete(self, properties: Mapping[str, str]) -> Pace:
        """Delete them all."""

        def delete(name: str) -> SimulatedResponse:
            old = declared(name, properties)
            event = self._sender.request("Delete", name, old, self._physical_ids[name])
            return self._sender.send(event)

        return self._at_once(delete)

    def _at_once(self, send: Callable[[str], SimulatedResponse]) -> Pace:
        self._counts.clear()
        began, responses = self._turns.monotonic(), list[SimulatedResponse]()

        def task(name: str) -> Task:
            return lambda: responses.append(send(name))

        self._turns.run([task(name) for name in self._names], gaps=())
        return Pace(
            Counter(each.reason for each in responses if not each.succeeded),
            self._turns.monotonic() - began,
            self._counts["invocations"],
            self._counts["served"],
            self._counts["throttled"],
        )

    def _share_client(self, environments: list[ExecutionEnvironment]) -> None:
        environments[0].start()
        client = environments[0].modules["index"].sagemaker_client()
        for each in environments[1:]:
            each.modules["index"].sagemaker_client = lambda: client
        client.meta.events.register("before-call.sagemaker", self._before_call)

    def _before_call(self, **_: object) -> tuple[SimpleNamespace, dict[str, Any]] | None:
        """Take the time of a call; return the parsed response of one that is throttled."""
        self._turns.sleep(CALL_SECONDS)
        try:
            self._rate.take()
        except ServiceError as error:
            self._counts["throttled"] += 1
            words = {"Code": error.code, "Message": error.message}
            return SimpleNamespace(status_code=error.status), {"Error": words}
        self._counts["served"] += 1
        return None


def declared(name: str, properties: Mapping[str, str]) -> Properties:
    """Return the declaration of an artifact on a source of its own."""
    return {
        "ArtifactName": name,
        "Source": {"SourceUri": f"s3://bucket/{name}"},
        "ArtifactType": "DataSet",
        "Properties": properties,
    }
