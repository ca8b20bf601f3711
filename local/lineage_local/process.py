"""Starts, finds and stops the processes of one embedded cloud.

Each process that a cloud starts has the cloud's folder in its environment, and so have the
processes that those start. That variable, not a process id from a file, says which processes are
the cloud's: ids are reused, files get lost or copied, and a killed server leaves its workers.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from lineage_local.errors import CloudError

FOLDER_VARIABLE = "EMBEDDED_CLOUD"

# MiniStack does not end by itself while a custom resource has not responded.
_TERMINATION_SECONDS = 3.0
_STOP_SECONDS = 20.0
_POLL_SECONDS = 0.05


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
        File for everything that the server prints; emptied first.
    """
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env={**environment, FOLDER_VARIABLE: str(folder)},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def running(folder: Path) -> set[int]:
    """Return the ids of the running processes of the cloud in `folder`."""
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error):  # it has ended, or is another user's
            if process.environ().get(FOLDER_VARIABLE) == str(folder):
                found.add(process.pid)
    return found


def stop(folder: Path) -> None:
    """Stop every process of the cloud in `folder`: SIGTERM first, SIGKILL after three seconds.

    Raises
    ------
    CloudError
        If a process still runs after 20 seconds.
    """
    begun = time.monotonic()
    terminated: set[int] = set()
    while pids := running(folder):
        waited = time.monotonic() - begun
        if waited > _STOP_SECONDS:
            raise CloudError(f"could not stop the processes {sorted(pids)}")
        if waited > _TERMINATION_SECONDS:
            _signal(pids, signal.SIGKILL)
        else:
            _signal(pids - terminated, signal.SIGTERM)
            terminated |= pids
        time.sleep(_POLL_SECONDS)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
