"""Who a function talks to: the lineage service, and where CloudFormation receives responses."""

from __future__ import annotations

import json
import multiprocessing
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lineage_local.service import LineageService


class RunningService:
    """The lineage service, in a process of its own, over a socket."""

    def __init__(self, connection: Connection[str, Any]) -> None:
        self._connection = connection
        self.endpoint_url: str = connection.recv()

    def calls(self) -> list[str]:
        """Return the operations that have been called since this was asked last."""
        self._connection.send("calls")
        operations: list[str] = self._connection.recv()
        return operations


@contextmanager
def running_service() -> Iterator[RunningService]:
    """Run the service until the context is left."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    yield RunningService(here)
    process.terminate()
    process.join()


def _serve(connection: Connection[Any, str]) -> None:
    with LineageService() as service:
        connection.send(service.endpoint_url)
        told = 0
        while connection.recv():
            operations = [call.operation for call in service.calls]
            connection.send(operations[told:])
            told = len(operations)


class ResponseEndpoint:
    """Where responses are PUT, over TLS: crhelper and AwsCustomResource speak nothing else.

    Attributes
    ----------
    received
        The last response.
    certificate
        The file with its certificate.
    """

    def __init__(self, folder: Path) -> None:
        self.received: dict[str, Any] = {}
        self.certificate = folder / "certificate.pem"
        key = folder / "key.pem"
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
        files = ("-out", self.certificate, "-keyout", key)
        openssl = ("openssl", "req", "-x509", *curve, *name, *files)
        subprocess.run(openssl, check=True, capture_output=True)  # noqa: S603
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        endpoint = self

        class Receiver(BaseHTTPRequestHandler):
            """Receives a response."""

            def do_PUT(self) -> None:
                """Keep the response."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.received = json.loads(body)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_port

    @contextmanager
    def listening(self) -> Iterator[ResponseEndpoint]:
        """Listen until the context is left."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        yield self
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def endpoints() -> Iterator[tuple[RunningService, ResponseEndpoint]]:
    """Run what functions talk to until the context is left."""
    with (
        TemporaryDirectory() as folder,
        running_service() as service,
        ResponseEndpoint(Path(folder)).listening() as endpoint,
    ):
        yield service, endpoint
