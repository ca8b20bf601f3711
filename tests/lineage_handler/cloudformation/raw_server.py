"""A server that says exactly what a test wants: also half a response, or none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
FORBIDDEN = OK.replace(b"200 OK", b"403 Forbidden")
SERVER_ERROR = OK.replace(b"200 OK", b"500 Internal Server Error")
UNAVAILABLE = OK.replace(b"200 OK", b"503 Service Unavailable")
MOVED = OK.replace(b"200 OK", b"307 Temporary Redirect\r\nLocation: /elsewhere")
CUT_STATUS_LINE = b"HTT"
CUT_OFF = b""
SILENCE = None


@dataclass
class RawServer:
    """What the server listens on, and what it has received: a request for each connection."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    def url(self, scheme: str = "http") -> str:
        """Return a URL whose query is a signature."""
        return f"{scheme}://127.0.0.1:{self.port}/a-path?{SIGNATURE}"


SIGNATURE = "X-Amz-Signature=0123456789abcdef"


@contextmanager
def listening(replies: Sequence[bytes | None]) -> Iterator[RawServer]:
    """Listen, and send one reply to each connection: bytes, or silence."""
    with ExitStack() as silent, socket.create_server(("127.0.0.1", 0)) as listener:
        server = RawServer(listener.getsockname()[1])

        def serve() -> None:
            # The listener is shut down when the test has ended.
            with suppress(OSError):
                for reply in replies:
                    connection, _ = listener.accept()
                    server.requests.append(_received(connection))
                    if reply is SILENCE:
                        silent.enter_context(connection)
                    else:
                        with connection:
                            connection.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _received(connection: socket.socket) -> bytes:
    """Return a request: head and body may come one after the other."""
    request = b""
    while chunk := connection.recv(65536):
        request += chunk
        head, end, body = request.partition(b"\r\n\r\n")
        if not request.startswith(b"PUT ") or (end and len(body) >= _length(head)):
            break
    return request


def _length(head: bytes) -> int:
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    return int(fields[b"content-length"])
