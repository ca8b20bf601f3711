"""The command as a process, stopped or killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from lineage_conformance.clock import MachineClock
from lineage_conformance.report import STOPPED
from lineage_conformance.run_id import PREFIX
from lineage_conformance.sweeper import DEAD_AFTER, Sweeper
from lineage_local.service import LineageService
from tests.lineage_local.service.wire import REGION, make_client

ACCOUNT = "111122223333"
CALLS = 60


class LaterClock(MachineClock):
    """The machine's clock, when an earlier run can be alive no more."""

    def now(self, zone: tzinfo) -> datetime:
        return datetime.now(zone) + DEAD_AFTER + timedelta(seconds=1)


def sources(service: LineageService) -> set[str]:
    pages = make_client(service, ACCOUNT, REGION).get_paginator("list_artifacts").paginate()
    return {each["Source"]["SourceUri"] for page in pages for each in page["ArtifactSummaries"]}


def interrupted(service: LineageService, number: int) -> subprocess.CompletedProcess[str]:
    """Send a run a signal in the middle, and wait until it has ended."""
    root = Path(__file__).parents[2]
    rooms = [
        str(root / name)
        for name in ("cli", "conformance", "constructs", "graph", "lambda", "local")
    ]
    command = [sys.executable, "-m", "lineage_cli", "conformance"]
    command += ["--endpoint-url", service.endpoint_url]
    process = subprocess.Popen(
        [*command, "--region", REGION, "--pace", "50"],
        env={
            **os.environ,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "PYTHONPATH": os.pathsep.join(rooms),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(service.calls) < CALLS and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(number)
    output, errors = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_that_is_stopped_sweeps(number: signal.Signals, service: LineageService) -> None:
    done = interrupted(service, number)

    assert (done.returncode, done.stderr) == (STOPPED, "")
    assert "The run was stopped; what it had made is deleted." in done.stdout
    assert sources(service) == set()
    assert CALLS < len(service.calls) < 250


def test_run_that_is_killed_is_swept_by_a_later_one(service: LineageService) -> None:
    interrupted(service, signal.SIGKILL)
    left = sources(service)
    assert {uri.startswith(PREFIX) for uri in left} == {True}

    too_early = Sweeper(make_client(service, ACCOUNT, REGION), MachineClock())
    too_early.sweep_dead_runs()
    assert sources(service) == left

    sweeper = Sweeper(make_client(service, ACCOUNT, REGION), LaterClock())
    sweeper.sweep_dead_runs()

    assert sources(service) == set()
    assert sweeper.deleted >= len(left)
    assert not sweeper.left
