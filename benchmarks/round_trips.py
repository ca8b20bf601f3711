"""Counts the round trips between Python and the process in which CDK runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from jsii._kernel.providers.process import _NodeProcess


@dataclass
class RoundTrips:
    """How many there were so far."""

    count: int = 0


@contextmanager
def counted() -> Iterator[RoundTrips]:
    """Count while the context lasts: each request, and each response to a call back."""
    trips = RoundTrips()
    send = _NodeProcess.send

    def counting(process: Any, *request: Any) -> Any:
        trips.count += 1
        return send(process, *request)

    with mock.patch.object(_NodeProcess, "send", counting):
        yield trips
