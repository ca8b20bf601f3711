"""The service as a WSGI application."""

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from werkzeug.wrappers import Request, Response

from local.lineage.call import Call
from local.lineage.caller import identify
from local.lineage.errors import ServiceError
from local.lineage.model import shapes_of
from local.lineage.operations import OPERATIONS
from local.lineage.protocol import CONTENT_TYPE, parse_request, render_error, render_response
from local.lineage.rules import Behaviour
from local.lineage.store import Store
from local.lineage.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

logger = logging.getLogger(__name__)

READY_PATH = "/_lineage/ready"
RESET_PATH = "/_lineage/reset"


class Application:
    """Answers HTTP requests: the API's own on ``/``, the service's own below ``/_lineage/``.

    Parameters
    ----------
    behaviour
        The rules that are open to choice.
    """

    def __init__(self, behaviour: Behaviour) -> None:
        self._lock = threading.Lock()
        self.reset(behaviour)

    def reset(self, behaviour: Behaviour) -> None:
        """Forget everything and follow this behaviour from now on."""
        with self._lock:
            self.behaviour = behaviour
            self._store = Store(timedelta(seconds=behaviour.list_lag_seconds))

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Answer one request (WSGI)."""
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
            case _:
                return Response("not found\n", status=404)

    def _operate(self, request: Request) -> Response:
        operation = operation_of(request)
        try:
            response = _response(self._answer(operation, request), 200)
        except ServiceError as error:
            response = error_response(error)
        except Exception:
            logger.exception("%s failed", operation)
            failure = ServiceError("InternalFailure", "An internal failure occurred", 500)
            response = error_response(failure)
        logger.info("%s %d", operation, response.status_code)
        return response

    def _answer(self, operation: str, request: Request) -> bytes:
        if operation not in OPERATIONS:
            raise ServiceError("UnknownOperationException", f"unknown operation {operation!r}")
        input_shape, output_shape = shapes_of(operation)
        caller = identify(request.headers.get("Authorization"))
        members = parse_request(input_shape, request.get_data())
        validate(input_shape, members)
        with self._lock:
            call = Call(caller, self._store.scope(caller), self.behaviour)
            response = OPERATIONS[operation](call, members)
        return render_response(output_shape, response)


def operation_of(request: Request) -> str:
    """Give the operation that a request asks for, e.g. ``CreateArtifact``; "" if none."""
    prefix, _, operation = request.headers.get("X-Amz-Target", "").partition(".")
    return operation if prefix == "SageMaker" else ""


def error_response(error: ServiceError) -> Response:
    """Give an error as an HTTP response, for the service and for what stands in its place."""
    return _response(render_error(error), error.status)


def _response(body: bytes, status: int) -> Response:
    headers = {"x-amzn-requestid": str(uuid4())}
    return Response(body, status, headers, content_type=CONTENT_TYPE)
