import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage_local import process
from lineage_local.state import Server

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True);"
    "time.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def start(code: str, folder: Path) -> "subprocess.Popen[bytes]":
    folder.mkdir(exist_ok=True)
    log = folder / "log"
    started = process.start([sys.executable, "-c", code], {}, folder, folder, log)
    while not log.read_text():
        assert started.poll() is None
    return started


def test_free_ports_are_different_and_free() -> None:
    ports = process.free_ports(20)

    assert len(set(ports)) == 20
    assert all(process.is_free(port) for port in ports)


def test_a_port_that_another_listens_on_is_not_free(listener: socket.socket) -> None:
    assert not process.is_free(listener.getsockname()[1])


def test_a_listener_that_says_nothing_does_not_answer(listener: socket.socket) -> None:
    assert not process.answers(listener.getsockname()[1], "/", timeout=0.1)


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    (port,) = process.free_ports(1)
    log = tmp_path / "log"
    started = process.start([sys.executable, "-c", ""], {}, tmp_path, tmp_path, log)

    assert not process.wait_ready(started, Server(started.pid, port), "/", log)


def test_stop_ends_a_process_that_ignores_sigterm(tmp_path: Path) -> None:
    started = start(STUBBORN, tmp_path)
    assert process.marked(tmp_path) == {started.pid}

    process.stop(tmp_path)

    assert started.wait() == -9
    assert process.marked(tmp_path) == set()


def test_stop_ends_what_a_killed_process_left_behind(tmp_path: Path) -> None:
    parent = start(PARENT, tmp_path)
    child = int((tmp_path / "log").read_text())
    parent.kill()
    parent.wait()
    assert process.marked(tmp_path) == {child}

    process.stop(tmp_path)

    assert process.marked(tmp_path) == set()


def test_stop_leaves_the_processes_of_another_folder_alone(tmp_path: Path) -> None:
    # The one path begins with the other.
    other = start(PARENT, tmp_path / "cloud-2")

    process.stop(tmp_path / "cloud")

    assert other.poll() is None
    process.stop(tmp_path / "cloud-2")
    other.wait()
