"""The service as a WSGI application."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from werkzeug.wrappers import Request, Response

from lineage_local.service.authorization import Principal, check, needed
from lineage_local.service.call import Call
from lineage_local.service.caller import Caller, identify
from lineage_local.service.control import read_behaviour, read_faults
from lineage_local.service.errors import ServiceError
from lineage_local.service.faults import ConnectionLost, Faults, Rate
from lineage_local.service.model import shapes_of
from lineage_local.service.operations import OPERATIONS
from lineage_local.service.protocol import (
    CONTENT_TYPE,
    parse_request,
    render_error,
    render_response,
)
from lineage_local.service.recorded import RecordedCall
from lineage_local.service.rules import Behaviour
from lineage_local.service.store import Store
from lineage_local.service.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

logger = logging.getLogger(__name__)

READY_PATH = "/_lineage/ready"
RESET_PATH = "/_lineage/reset"
FAULTS_PATH = "/_lineage/faults"
BEHAVIOUR_PATH = "/_lineage/behaviour"

PrincipalOf = Callable[[Caller], Principal]

# So many calls are remembered: a service that runs for days must not grow for ever.
_REMEMBERED = 10_000


@dataclass(frozen=True)
class _State:
    """What a reset makes anew; a call that is under way meanwhile keeps to what it found."""

    behaviour: Behaviour
    rate: Rate
    store: Store = field(default_factory=Store)
    calls: deque[RecordedCall] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))


class Application:
    """Answers HTTP requests: the API's own on ``/``, the service's own below ``/_lineage/``.

    Parameters
    ----------
    behaviour
        The rules that are open to choice.
    principal_of
        Tells who a caller is that has temporary credentials; without it, everyone may do
        everything.
    """

    def __init__(self, behaviour: Behaviour, principal_of: PrincipalOf | None) -> None:
        self._principal_of = principal_of
        self._lock = threading.Lock()
        self.faults = Faults()
        self.reset(behaviour)

    def reset(self, behaviour: Behaviour) -> None:
        """Forget everything and follow this behaviour from now on."""
        with self._lock:
            self._state = _State(behaviour, Rate(behaviour.requests_per_second))
            self.faults.clear()

    @property
    def behaviour(self) -> Behaviour:
        """The rules that are open to choice; can be set."""
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
        """Answer one request (WSGI).

        Raises
        ------
        ConnectionLost
            If the client is to get no answer.
        """
        return self._respond(Request(environ))(environ, start_response)

    def _respond(self, request: Request) -> Response:
        match request.method, request.path:
            case "POST", "/":
                return self._operate(request)
            case "GET", path if path == READY_PATH:
                return Response("ready\n")
            case "POST", path if path == RESET_PATH:
                self.reset(self.behaviour)
                return Response("empty\n")
            case "PUT", path if path in (FAULTS_PATH, BEHAVIOUR_PATH):
                return self._tell(path, request.get_data())
            case _:
                return Response("not found\n", status=404)

    def _tell(self, path: str, body: bytes) -> Response:
        try:
            if path == FAULTS_PATH:
                self.faults.replace(read_faults(body))
            else:
                self.behaviour = read_behaviour(body)
        except (TypeError, ValueError) as error:
            return Response(f"{error}\n", status=400)
        return Response("told\n")

    def _operate(self, request: Request) -> Response:
        prefix, _, operation = request.headers.get("X-Amz-Target", "").partition(".")
        recorded = RecordedCall(operation if prefix == "SageMaker" else "")
        state = self._state
        try:
            response = _response(self._answer(state, recorded, request), 200)
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

    def _answer(self, state: _State, recorded: RecordedCall, request: Request) -> bytes:
        operation = recorded.operation
        if operation not in OPERATIONS:
            raise ServiceError("UnknownOperationException", f"unknown operation {operation!r}")
        caller = identify(request.headers.get("Authorization"))
        recorded.access_key = caller.access_key
        members = parse_request(shapes_of(operation)[0], request.get_data())
        recorded.request = members
        state.rate.take()
        fault = self.faults.meet(operation)
        if fault and fault.at == "before":
            fault.happen()
        try:
            return self._perform(state, caller, operation, members)
        finally:
            # Whatever the answer is: an error can be lost too.
            if fault and fault.at == "after":
                fault.happen()

    def _perform(
        self, state: _State, caller: Caller, operation: str, members: Mapping[str, Any]
    ) -> bytes:
        input_shape, output_shape = shapes_of(operation)
        validate(input_shape, members)
        self._authorize(state, caller, operation, members)
        with self._lock:
            call = Call(caller, state.store.scope(caller), state.behaviour)
            response = OPERATIONS[operation](call, members)
        return render_response(output_shape, response)

    def _authorize(
        self, state: _State, caller: Caller, operation: str, members: Mapping[str, Any]
    ) -> None:
        if self._principal_of is None or not caller.has_temporary_credentials:
            return
        principal = self._principal_of(caller)
        with self._lock:
            entities = state.store.scope(caller).entities.records

            def tags_of(arn: str) -> Mapping[str, str]:
                return entities[arn].tags if arn in entities else {}

            accesses = list(needed(caller, operation, members, tags_of))
        check(principal, caller, accesses)


def _error_response(error: ServiceError, recorded: RecordedCall) -> Response:
    recorded.result = error.code
    return _response(render_error(error), error.status)


def _response(body: bytes, status: int) -> Response:
    headers = {"x-amzn-requestid": str(uuid4())}
    return Response(body, status, headers, content_type=CONTENT_TYPE)
