"""The service as a process of its own."""

import signal
import subprocess
import sys

import pytest
import urllib3

from lineage_local.service import LineageService

COMMAND = [sys.executable, "-m", "lineage_local.service", "--port"]


def test_it_serves_until_sigterm() -> None:
    process = subprocess.Popen([*COMMAND, "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    first = process.stderr.readline()
    _, _, url = first.rstrip().partition("listening on ")
    ready = urllib3.PoolManager().request("GET", f"{url}/_lineage/ready")

    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=30)

    assert url.startswith("http://127.0.0.1:")
    assert ready.status == 200
    assert process.returncode == 0, rest


def run(port: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, str(port)], capture_output=True, text=True, timeout=30, check=False
    )


def test_a_port_in_use_is_an_error_in_one_line(service: LineageService) -> None:
    port = int(service.endpoint_url.rpartition(":")[2])

    done = run(port)

    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: cannot listen on port {port}: ")
    assert "Address already in use" in line
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_does_not_exist_is_an_error_in_one_line(port: int) -> None:
    done = run(port)

    assert done.stderr == (f"error: cannot listen on port {port}: bind(): port must be 0-65535.\n")
    assert done.returncode == 1
