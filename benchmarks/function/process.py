"""One execution environment: a process that has imported a handler, and serves requests."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

# Linux's control groups: a process in it has a seventh of a processor, as a function of 256 MiB.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
_GROUP = Path("/sys/fs/cgroup/cpu/lineage-benchmark")
_PERIOD_MICROSECONDS = 20_000
_SHARE = 7


class Spent(NamedTuple):
    """What something took: milliseconds that passed, and of the processor."""

    passed: float
    processor: float


class FunctionProcess:
    """A process that imports a handler, and then serves the requests that it is given.

    Parameters
    ----------
    command
        The program that does so, see `entry.py` and `entry.cjs`.
    variables
        Its environment variables, and no others.

    Attributes
    ----------
    boot
        What it took until the first line of the program ran.
    initialisation
        What the import of the handler took.
    """

    def __init__(self, command: Sequence[str | Path], variables: Mapping[str, str]) -> None:
        began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603
            command,
            env=dict(variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        _, processor = self._answer()
        self.boot = Spent(1e3 * (time.monotonic() - began), processor)
        self.initialisation = Spent(*self._answer())

    def serve(self, event: Mapping[str, Any]) -> Spent:
        """Serve a request."""
        assert self._process.stdin  # noqa: S101
        self._process.stdin.write(json.dumps(event) + "\n")
        self._process.stdin.flush()
        return Spent(*self._answer())

    def hold(self) -> None:
        """Give it a seventh of a processor from now on."""
        (_GROUP / "cgroup.procs").write_text(str(self._process.pid), encoding="ascii")

    def end(self) -> float:
        """End it, and return the most memory that it has had, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        (peak,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        self._process.communicate()
        return int(peak) / 1024

    def _answer(self) -> list[float]:
        assert self._process.stdout  # noqa: S101
        answer: list[float] = json.loads(self._process.stdout.readline())
        return answer


def can_hold() -> bool:
    """Return whether this machine lets a process be held to a part of a processor."""
    try:
        _GROUP.mkdir(exist_ok=True)
        period = _GROUP / "cpu.cfs_period_us"
        period.write_text(str(_PERIOD_MICROSECONDS), encoding="ascii")
        quota = _GROUP / "cpu.cfs_quota_us"
        quota.write_text(str(_PERIOD_MICROSECONDS // _SHARE), encoding="ascii")
    except OSError:
        return False
    return True


def forget_hold() -> None:
    """Remove the control group, if there is one."""
    with suppress(OSError):
        os.rmdir(_GROUP)  # noqa: PTH106 (its files cannot be removed, and need not be)
