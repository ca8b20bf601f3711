"""How long hundreds of artifacts take where SageMaker throttles calls at a low rate.

Run it from the root of the repository; it takes about ten minutes::

    PYTHONPATH=. .venv/bin/python benchmarks/pace.py

CloudFormation works on all artifacts of a stack at once. The handler and the lineage service are
the real ones, the clock is simulated. The ratio is to the calls at the rate: 1.0 is the shortest
time there is.
"""

import logging
import sys
from collections.abc import Iterator

import pytest

from lineage_local.service import LineageService, faults, store
from tests.lineage_handler.conftest import make_client, set_environment
from tests.lineage_handler.simulator.crowd import Crowd, Pace
from tests.lineage_handler.simulator.function import ExecutionEnvironment
from tests.lineage_handler.simulator.responses import ResponseServer
from tests.lineage_handler.simulator.turns import Turns

COUNT = 450
RATES = (2, 5, 20)
# Lambda's default, and that of a new account.
CONCURRENCIES = (1000, 10)


def measured(
    service: LineageService,
    responses: ResponseServer,
    environments: list[ExecutionEnvironment],
    turns: Turns,
    rate: float,
) -> Iterator[tuple[str, Pace, int]]:
    """Create, change and delete; yield the pace of each, and how many artifacts there are then."""
    service.reset()
    crowd = Crowd(responses, environments, turns, COUNT, faults.Rate(rate))
    first, second = {"rows": "1"}, {"rows": "2"}
    yield "create", crowd.create(first), artifacts(service)
    yield "change", crowd.change(first, second), artifacts(service)
    yield "delete", crowd.delete(second), artifacts(service)


def artifacts(service: LineageService) -> int:
    """Return how many artifacts there are."""
    pages = make_client(service).get_paginator("list_artifacts").paginate()
    return sum(len(page["ArtifactSummaries"]) for page in pages)


def main() -> None:
    """Measure, and print a table."""
    logging.root.addHandler(logging.NullHandler())
    turns = Turns()
    with (
        pytest.MonkeyPatch.context() as patch,
        LineageService() as service,
        ResponseServer().listening() as responses,
    ):
        patch.setattr(faults, "time", turns)
        patch.setattr(store, "datetime", turns.datetime)
        set_environment(service, responses, patch)
        sys.stdout.write(
            "| calls a second | concurrency | request | failures | seconds | invocations | calls |"
            " throttled | ratio | artifacts then |\n" + "| --- " * 10 + "|\n"
        )
        environments = [ExecutionEnvironment(f"crowd_{number}", turns) for number in range(COUNT)]
        for concurrency in CONCURRENCIES:
            free = environments[:concurrency]
            for rate in RATES:
                for request, pace, left in measured(service, responses, free, turns, rate):
                    ratio = pace.seconds * rate / pace.calls
                    sys.stdout.write(
                        f"| {rate} | {concurrency} | {request} | {pace.failures.total()} |"
                        f" {pace.seconds:,.0f} | {pace.invocations} | {pace.calls:,} |"
                        f" {pace.throttled:,} | {ratio:.2f} | {left} |\n"
                    )
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
