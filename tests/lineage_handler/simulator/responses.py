"""Responses of the function: the server that they are sent to, and CloudFormation's checks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

SIGNATURE = "X-Amz-Signature=0123456789abcdef0123456789abcdef"
RESPONSE_LIMIT_BYTES = 4096
PHYSICAL_ID_LIMIT_BYTES = 1024


class ContractBroken(AssertionError):
    """A response that CloudFormation would not accept."""


class ResponseServer:
    """The HTTP server behind ResponseURL.

    Attributes
    ----------
    received
        The bodies that came, by RequestId.
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
    def listening(self) -> Iterator[ResponseServer]:
        """Listen until the context is left."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint_url(self) -> str:
        """What the URLs of all requests begin with."""
        return f"http://127.0.0.1:{self._server.port}"

    def url(self, request_id: str, sent: datetime) -> str:
        """Return the ResponseURL of a request, with the parts that CloudFormation's have."""
        date = f"X-Amz-Date={sent:%Y%m%dT%H%M%SZ}&X-Amz-SignedHeaders=host&X-Amz-Expires=7199"
        return f"{self.endpoint_url}/{request_id}?{date}&{SIGNATURE}"

    def _receive(self, request: Request) -> Response:
        if self.statuses:
            return Response(status=self.statuses.pop(0))
        if request.method != "PUT" or request.headers.get("Content-Type"):
            return Response("SignatureDoesNotMatch", status=403)
        self.received.setdefault(request.path.strip("/"), []).append(request.get_data())
        return Response(status=200)


@dataclass(frozen=True)
class SimulatedResponse:
    """A response that has passed CloudFormation's checks."""

    succeeded: bool
    reason: str
    physical_id: str
    data: Mapping[str, str]


NO_RESPONSE = SimulatedResponse(
    succeeded=False, reason="no response came within ServiceTimeout", physical_id="", data={}
)


def checked(bodies: list[bytes], event: Mapping[str, Any]) -> SimulatedResponse:
    """Check what came for a request as CloudFormation does, and read it.

    Raises
    ------
    ContractBroken
        If CloudFormation would not accept it.
    """
    if len(bodies) != 1:
        raise ContractBroken(f"{len(bodies)} answers instead of one: {bodies}")
    (body,) = bodies
    if len(body) > RESPONSE_LIMIT_BYTES:
        raise ContractBroken(f"a response of {len(body)} bytes")
    response = json.loads(body)
    for key in ("StackId", "RequestId", "LogicalResourceId"):
        if response.get(key) != event[key]:
            raise ContractBroken(f"{key} is {response.get(key)!r}, not {event[key]!r}")
    physical_id = response.get("PhysicalResourceId")
    if not isinstance(physical_id, str) or not physical_id:
        raise ContractBroken(f"PhysicalResourceId is {physical_id!r}")
    if len(physical_id.encode()) > PHYSICAL_ID_LIMIT_BYTES:
        raise ContractBroken(f"a PhysicalResourceId of {len(physical_id.encode())} bytes")
    if response.get("Status") not in {"SUCCESS", "FAILED"}:
        raise ContractBroken(f"Status is {response.get('Status')!r}")
    if response["Status"] == "FAILED" and not response.get("Reason"):
        raise ContractBroken("FAILED without a Reason")
    return SimulatedResponse(
        response["Status"] == "SUCCESS",
        response.get("Reason", ""),
        physical_id,
        response.get("Data", {}),
    )
