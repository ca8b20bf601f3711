"""The service as a WSGI application."""

import logging
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from werkzeug.wrappers import Request, Response

from lineage_local.service.authorization import Principal, PrincipalOf, authorize
from lineage_local.service.behaviour import Behaviour
from lineage_local.service.caller import Caller, identify
from lineage_local.service.control import parse_behaviour, parse_faults
from lineage_local.service.faults import ConnectionLost, Faults, Rate
from lineage_local.service.operations import OPERATIONS
from lineage_local.service.operations.call import Call
from lineage_local.service.permissions import required_permissions
from lineage_local.service.protocol.aws_json import (
    CONTENT_TYPE,
    parse_request,
    render_error,
    render_response,
)
from lineage_local.service.protocol.errors import ServiceError
from lineage_local.service.protocol.service_model import shapes_of
from lineage_local.service.protocol.validation import validate
from lineage_local.service.recorded_call import RecordedCall
from lineage_local.service.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

logger = logging.getLogger(__name__)

READY_PATH = "/_lineage/ready"
RESET_PATH = "/_lineage/reset"
FAULTS_PATH = "/_lineage/faults"
BEHAVIOUR_PATH = "/_lineage/behaviour"

# A limit on the recorded calls: a service that runs for days must not grow without end.
_RECORDED_CALLS = 10_000


@dataclass(frozen=True)
class _ServiceState:
    """What a reset replaces; a call that is under way then keeps the state it started with."""

    behaviour: Behaviour
    rate: Rate
    store: Store = field(default_factory=Store)
    calls: deque[RecordedCall] = field(default_factory=lambda: deque(maxlen=_RECORDED_CALLS))


class Application:
    """Serves HTTP requests: the API on ``/``, the service's own paths below ``/_lineage/``.

    Parameters
    ----------
    behaviour
        The rules that public facts leave open.
    principal_of
        Returns the principal of a caller with temporary credentials; without it, everyone may do
        everything.
    """

    def __init__(self, behaviour: Behaviour, principal_of: PrincipalOf | None) -> None:
        self._principal_of = principal_of
        self._lock = threading.Lock()
        self.faults = Faults()
        self.reset(behaviour)

    def reset(self, behaviour: Behaviour) -> None:
        """Remove all records, faults and calls, and set the behaviour."""
        with self._lock:
            self._state = _ServiceState(behaviour, Rate(behaviour.requests_per_second))
            self.faults.clear()

    @property
    def behaviour(self) -> Behaviour:
        """The rules that public facts leave open; can be set."""
        return self._state.behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        with self._lock:
            rate = Rate(behaviour.requests_per_second)
            self._state = replace(self._state, behaviour=behaviour, rate=rate)

    @property
    def calls(self) -> list[RecordedCall]:
        """The calls that have ended, in the order in which they ended."""
        with self._lock:
            return list(self._state.calls)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Serve one request (WSGI).

        Raises
        ------
        ConnectionLost
            If the client is to get no response.
        """
        return self._route(Request(environ))(environ, start_response)

    def _route(self, request: Request) -> Response:
        match request.method, request.path:
            case "POST", "/":
                return self._serve_call(request)
            case "GET", path if path == READY_PATH:
                return Response("ready\n")
            case "POST", path if path == RESET_PATH:
                self.reset(self.behaviour)
                return Response("reset\n")
            case "PUT", path if path in (FAULTS_PATH, BEHAVIOUR_PATH):
                return self._control(path, request.get_data())
            case _:
                return Response("not found\n", status=404)

    def _control(self, path: str, body: bytes) -> Response:
        try:
            if path == FAULTS_PATH:
                self.faults.replace(parse_faults(body))
            else:
                self.behaviour = parse_behaviour(body)
        except (TypeError, ValueError) as error:
            return Response(f"{error}\n", status=400)
        return Response("set\n")

    def _serve_call(self, request: Request) -> Response:
        prefix, _, operation = request.headers.get("X-Amz-Target", "").partition(".")
        recorded = RecordedCall(operation if prefix == "SageMaker" else "")
        state = self._state
        try:
            response = _response(self._process(state, recorded, request), 200)
            recorded.result = "success"
        except ConnectionLost:
            recorded.result = "reset"
            raise
        except ServiceError as error:
            response = _error_response(error, recorded)
        except Exception:
            logger.exception("%s failed", recorded.operation)
            failure = ServiceError("InternalFailure", "An internal failure occurred", 500)
            response = _error_response(failure, recorded)
        finally:
            logger.info("%s %s", recorded.operation, recorded.result)
            with self._lock:
                state.calls.append(recorded)
        return response

    def _process(self, state: _ServiceState, recorded: RecordedCall, request: Request) -> bytes:
        operation = recorded.operation
        if operation not in OPERATIONS:
            raise ServiceError("UnknownOperationException", f"unknown operation {operation!r}")
        caller = identify(request.headers.get("Authorization"))
        recorded.access_key = caller.access_key
        members = parse_request(shapes_of(operation)[0], request.get_data())
        recorded.request = members
        state.rate.take()
        fault = self.faults.take(operation)
        if fault and fault.at == "before":
            fault.inject()
        try:
            return self._perform(state, caller, operation, members)
        finally:
            # Whatever the response is: an error can be lost too.
            if fault and fault.at == "after":
                fault.inject()

    def _perform(
        self, state: _ServiceState, caller: Caller, operation: str, members: Mapping[str, Any]
    ) -> bytes:
        input_shape, output_shape = shapes_of(operation)
        validate(input_shape, members)
        principal = self._principal(caller)
        if principal:
            caller = replace(caller, account=principal.account)
        with self._lock:
            call = Call(caller, state.store.scope(caller), state.behaviour)
        if principal:
            with self._lock:
                permissions = list(required_permissions(call, operation, members))
            authorize(principal, caller, permissions)
        with self._lock:
            response = OPERATIONS[operation](call, members)
        return render_response(output_shape, response)

    def _principal(self, caller: Caller) -> Principal | None:
        if self._principal_of is None or not caller.has_temporary_credentials:
            return None
        return self._principal_of(caller)


def _error_response(error: ServiceError, recorded: RecordedCall) -> Response:
    recorded.result = error.code
    return _response(render_error(error), error.status)


def _response(body: bytes, status: int) -> Response:
    headers = {"x-amzn-requestid": str(uuid4())}
    return Response(body, status, headers, content_type=CONTENT_TYPE)
