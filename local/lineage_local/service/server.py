"""The service's HTTP server, on loopback only."""

import os
import socket
import struct
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

from lineage_local.service.application import Application
from lineage_local.service.authorization import PrincipalOf
from lineage_local.service.behaviour import Behaviour
from lineage_local.service.faults import Faults
from lineage_local.service.recorded_call import RecordedCall

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HOST = "127.0.0.1"

# How long `close` may take; werkzeug's 0.5 s would slow down every test that starts a service.
_POLL_SECONDS = 0.05


class LineageService:
    """The lineage service; it listens as soon as it is created.

    Parameters
    ----------
    port
        TCP port on 127.0.0.1; 0 for a free one.
    behaviour
        The rules that public facts leave open.
    principal_of
        Returns the principal of a caller with temporary credentials, that is with an access key
        that starts with ``ASIA``; the principal's policies are enforced, which needs MiniStack. A
        caller with another key is the account's root, which may do everything. Without
        `principal_of`, everyone may.

    Raises
    ------
    OSError
        If the port is in use.

    Examples
    --------
    >>> with LineageService() as service:
    ...     client = boto3.client("sagemaker", endpoint_url=service.endpoint_url)
    ...     service.faults.add(Fault("throttle", "ListArtifacts"))
    ...     client.list_artifacts()
    ...     [call.result for call in service.calls]
    ['ThrottlingException', 'success']

    A function's role is enforced:

    >>> LineageService(principal_of=lambda caller: Principal("arn:...", [policy_document]))
    """

    def __init__(
        self,
        port: int = 0,
        behaviour: Behaviour | None = None,
        principal_of: PrincipalOf | None = None,
    ) -> None:
        self._application = Application(behaviour or Behaviour(), principal_of)
        # If werkzeug binds the port itself, it ends the process when the port is in use.
        with socket.create_server((HOST, port)) as listener:
            self._server = make_server(
                HOST,
                port,
                self._application,
                threaded=True,
                request_handler=_RequestHandler,
                fd=listener.fileno(),
            )
        self.endpoint_url = f"http://{HOST}:{self._server.port}"

    def serve(self) -> None:
        """Serve requests until `close` is called from another thread."""
        self._server.serve_forever(poll_interval=_POLL_SECONDS)

    def reset(self, behaviour: Behaviour | None = None) -> None:
        """Remove all accounts and regions, faults and calls, and set the behaviour.

        A call that is under way has no effect on the new state.

        Parameters
        ----------
        behaviour
            The behaviour from now on; None for the default.
        """
        self._application.reset(behaviour or Behaviour())

    @property
    def behaviour(self) -> Behaviour:
        """The rules that public facts leave open; setting them removes no record."""
        return self._application.behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        self._application.behaviour = behaviour

    @property
    def faults(self) -> Faults:
        """The faults to inject."""
        return self._application.faults

    @property
    def calls(self) -> list[RecordedCall]:
        """The calls that have ended, in the order in which they ended; the last 10000 of them."""
        return self._application.calls

    def close(self) -> None:
        """Stop `serve`, which another thread runs, and free the port."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "LineageService":
        """Serve requests on a thread of its own."""
        threading.Thread(target=self.serve, name="lineage-service", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.close()


class _RequestHandler(WSGIRequestHandler):
    """Resets lost connections, and leaves logging to the application, which knows the operation."""

    def connection_dropped(
        self,
        error: BaseException,  # noqa: ARG002
        environ: "WSGIEnvironment | None" = None,  # noqa: ARG002
    ) -> None:
        """Reset the connection, whether the client dropped it or the service is to drop it."""
        self.close_connection = True
        # The server would end the connection in order if it still had the socket when it closes it.
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        os.close(self.connection.detach())

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""
