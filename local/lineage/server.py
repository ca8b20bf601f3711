"""The service's HTTP server, on loopback only."""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

from local.lineage.application import Application
from local.lineage.rules import Behaviour

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"

# How long `close` may take; the server's own default of 0.5 s is felt in every test that makes one.
_POLL_SECONDS = 0.05


class LineageService:
    """The lineage service, listening from the moment that it is made.

    Parameters
    ----------
    port
        TCP port on 127.0.0.1; 0 takes a free one.
    behaviour
        The rules that are open to choice.
    middleware
        Wraps the WSGI application: sees each request before the service does and each answer
        after it; ``environ["werkzeug.socket"]`` is the client's connection.

    Raises
    ------
    OSError
        If the port is taken.

    Examples
    --------
    >>> with LineageService() as service:
    ...     client = boto3.client("sagemaker", endpoint_url=service.endpoint_url)
    ...     client.list_artifacts()
    """

    def __init__(
        self,
        port: int = 0,
        behaviour: Behaviour | None = None,
        middleware: "Callable[[WSGIApplication], WSGIApplication] | None" = None,
    ) -> None:
        self._application = Application(behaviour or Behaviour())
        application = middleware(self._application) if middleware else self._application
        # Werkzeug, left to bind the port itself, ends the process when the port is taken.
        with socket.create_server((HOST, port)) as listener:
            self._server = make_server(
                HOST,
                port,
                application,
                threaded=True,
                request_handler=_QuietHandler,
                fd=listener.fileno(),
            )
        self.endpoint_url = f"http://{HOST}:{self._server.port}"

    def serve(self) -> None:
        """Answer requests until `close` is called from another thread."""
        self._server.serve_forever(poll_interval=_POLL_SECONDS)

    def reset(self, behaviour: Behaviour | None = None) -> None:
        """Forget all accounts and regions; follow this behaviour, or the default, from now on."""
        self._application.reset(behaviour or Behaviour())

    def close(self) -> None:
        """End `serve`, which another thread runs, and free the port."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "LineageService":
        """Answer requests on a thread of its own."""
        threading.Thread(target=self.serve, name="lineage-service", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End."""
        self.close()


class _QuietHandler(WSGIRequestHandler):
    """Leaves the log of requests to the application, which knows the operation."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""
