"""Starts, finds and ends the processes of one embedded cloud.

Whatever a cloud starts carries its folder in the environment, and so do the processes that those
start. That mark, not a process id from a file, says which processes are the cloud's: ids are
reused, files get lost or copied, and a killed server leaves its workers behind.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from lineage_local.errors import CloudError
from lineage_local.state import Server

LOOPBACK = "127.0.0.1"
MARK = "EMBEDDED_CLOUD"

# MiniStack does not end by itself while a custom resource is unanswered.
_PATIENCE = 3.0
_GIVE_UP = 20.0
_READY_WITHIN = 60.0
_PAUSE = 0.05


def free_ports(count: int) -> list[int]:
    """Return `count` different loopback ports on which nothing listens."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]


def is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` of loopback."""
    with socket.socket() as probe:
        # As servers do: connections that ended a moment ago do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def answers(port: int, path: str, timeout: float = 10) -> bool:
    """Tell whether `GET path` on `port` of loopback is answered with status 200.

    Parameters
    ----------
    port
        The server's port.
    path
        The path of the server's readiness check.
    timeout
        Seconds to wait for the answer.
    """
    connection = HTTPConnection(LOOPBACK, port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def start(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, cwd: Path, log: Path
) -> "subprocess.Popen[bytes]":
    """Start a server of the cloud in `folder`, out of reach of the terminal's Ctrl-C.

    Parameters
    ----------
    command, environment, cwd
        What to run, with which variables, where.
    folder
        The cloud's folder, which marks the process.
    log
        File that takes everything the server prints; emptied first.
    """
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env={**environment, MARK: str(folder)},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_ready(process: "subprocess.Popen[bytes]", server: Server, path: str, log: Path) -> bool:
    """Wait until a started server is ready; return False if it ended instead.

    Another program may have taken the port meanwhile, even another cloud's server, and answer in
    its place. So the server's word is needed too: each names its URL in its log once it listens.

    Parameters
    ----------
    process, server
        The process, and where it is to listen.
    path
        The path of its readiness check.
    log
        The file that takes everything it prints.

    Raises
    ------
    CloudError
        If it neither ends nor is ready within a minute.
    """
    deadline = time.monotonic() + _READY_WITHIN
    while process.poll() is None:
        if server.url.encode() in log.read_bytes() and answers(server.port, path):
            return True
        if time.monotonic() > deadline:
            raise CloudError(f"{server.url} is not ready after {_READY_WITHIN:.0f} s", log)
        time.sleep(_PAUSE)
    return False


def marked(folder: Path) -> set[int]:
    """Return the ids of the running processes that belong to the cloud in `folder`."""
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error):  # ended meanwhile, or another user's
            if process.environ().get(MARK) == str(folder):
                found.add(process.pid)
    return found


def stop(folder: Path) -> None:
    """End every process of the cloud in `folder`: asked first, killed after three seconds.

    Raises
    ------
    CloudError
        If a process outlives even that.
    """
    begun = time.monotonic()
    asked: set[int] = set()
    while running := marked(folder):
        waited = time.monotonic() - begun
        if waited > _GIVE_UP:
            raise CloudError(f"could not end the processes {sorted(running)}")
        if waited > _PATIENCE:
            _signal(running, signal.SIGKILL)
        else:
            _signal(running - asked, signal.SIGTERM)
            asked |= running
        time.sleep(_PAUSE)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
