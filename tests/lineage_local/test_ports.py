import socket
from collections.abc import Iterator

import pytest

from lineage_local import ports


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_free_ports_are_different_and_free() -> None:
    free = ports.free_ports(20)

    assert len(set(free)) == 20
    assert all(ports.is_free(port) for port in free)


def test_a_port_that_another_listens_on_is_not_free(listener: socket.socket) -> None:
    assert not ports.is_free(listener.getsockname()[1])


def test_a_listener_that_sends_nothing_does_not_respond(listener: socket.socket) -> None:
    assert not ports.responds(listener.getsockname()[1], "/", timeout=0.1)
