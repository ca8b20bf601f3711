"""What thousands of artifacts cost: a model, checked against the simulation of one stack.

Stacks are deployed one after another, as ``cdk deploy`` does it. Requests of a stack are sent at
once, and share SageMaker's rate. An invocation waits while it is throttled, and that is billed.

Prices are those of us-east-1, without free tiers: https://aws.amazon.com/lambda/pricing/ and
https://aws.amazon.com/cloudwatch/pricing/. CloudFormation charges nothing for ``Custom::*``, nor
for ``AWS::*``: https://aws.amazon.com/cloudformation/pricing/. SageMaker's pricing page names no
price for lineage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .apps import AWS_CUSTOM_RESOURCE, OURS, RAW
from .figure import Figure
from .results import Results, publish

ARTIFACTS = 6000
ARTIFACTS_OF_A_STACK = 450
# In a month: everything is created once, changed on each working day, and deleted once.
TIMES = {"create": 1, "change": 20, "delete": 1}
# Without an end: SageMaker does not throttle.
RATES = (2, 5, 20, math.inf)
CONCURRENCIES = (10, 100, 1000)

CALL_SECONDS = 0.1
# Lambda's queue tries again after pauses that double, up to this one.
LONGEST_QUEUE_SECONDS = 300.0
# CloudFormation waits an hour at most for a response.
LONGEST_REQUEST_SECONDS = 3600.0
# Of those that share a rate, some end early and some late.
MEAN_PART_OF_TIME = 0.6
# A function that is throttled tries again every five seconds, and logs it.
RETRIES_A_SECOND = 0.2
RETRY_LOG_BYTES = 620

DOLLARS_PER_REQUEST = 0.20e-6
DOLLARS_PER_LOG_BYTE = 0.50e-9
DOLLARS_PER_GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}


@dataclass(frozen=True)
class Subject:
    """A way to declare artifacts.

    Attributes
    ----------
    calls
        How many calls a request takes.
    patience_seconds
        For how long a throttled request is retried before it fails.
    architecture, gigabytes
        Those of the function, by default.
    cold_seconds
        What the initialisation of the function takes, which is billed.
    log_bytes
        What a request logs, with the lines of Lambda itself.
    delete_seconds
        What a Delete sleeps.
    """

    calls: Mapping[str, int]
    patience_seconds: Mapping[str, float]
    architecture: str
    gigabytes: float
    cold_seconds: float
    log_bytes: int
    delete_seconds: float = 0.0


def _once(value: float) -> dict[str, float]:
    return dict.fromkeys(TIMES, value)


SUBJECTS = {
    # A Delete is delivered up to three times.
    OURS: Subject(
        {"create": 2, "change": 3, "delete": 7},
        {"create": 880.0, "change": 880.0, "delete": 3 * 880.0},
        "arm64",
        0.25,
        cold_seconds=0.3,
        log_bytes=2000,
    ),
    # botocore retries after up to 1, 2, 4 and 8 seconds; crhelper sleeps in each Delete.
    RAW: Subject(
        dict.fromkeys(TIMES, 1),
        _once(15.0),
        "x86_64",
        0.25,
        cold_seconds=0.3,
        log_bytes=3000,
        delete_seconds=120.0,
    ),
    # The SDK for JavaScript tries three times, after pauses of less than a second.
    AWS_CUSTOM_RESOURCE: Subject(
        dict.fromkeys(TIMES, 1), _once(2.0), "x86_64", 0.125, cold_seconds=0.3, log_bytes=3000
    ),
}


@dataclass(frozen=True)
class Expense:
    """What one request for each of some artifacts comes to."""

    seconds: float
    calls: int
    billed_seconds: float
    dollars: float


def cost(
    subject: Subject, request: str, artifacts: int, rate: float, concurrency: int
) -> Expense | None:
    """Return what a request for each artifact of one stack comes to; None if some of them fail."""
    calls = artifacts * subject.calls[request]
    at_rate = calls / rate
    if at_rate > subject.patience_seconds[request]:
        return None
    at_once = min(artifacts, concurrency)
    work = CALL_SECONDS * subject.calls[request]
    if request == "delete":
        work += subject.delete_seconds
    shortest = max(at_rate, work * math.ceil(artifacts / at_once))
    queue = min(shortest, LONGEST_QUEUE_SECONDS) if artifacts > concurrency else 0.0
    if shortest + queue > LONGEST_REQUEST_SECONDS:
        return None
    throttled = at_rate * min(concurrency, MEAN_PART_OF_TIME * artifacts)
    billed = throttled + artifacts * work + at_once * subject.cold_seconds
    log_bytes = artifacts * subject.log_bytes + throttled * RETRIES_A_SECOND * RETRY_LOG_BYTES
    dollars = (
        billed * subject.gigabytes * DOLLARS_PER_GB_SECOND[subject.architecture]
        + artifacts * DOLLARS_PER_REQUEST
        + log_bytes * DOLLARS_PER_LOG_BYTE
    )
    return Expense(shortest + queue, calls, billed, dollars)


def of_stacks(
    subject: Subject, request: str, artifacts: int, rate: float, concurrency: int
) -> Expense | None:
    """Return what artifacts of many stacks come to, one stack after another."""
    stacks = math.ceil(artifacts / ARTIFACTS_OF_A_STACK)
    one = cost(subject, request, round(artifacts / stacks), rate, concurrency)
    if one is None:
        return None
    return Expense(
        one.seconds * stacks, one.calls * stacks, one.billed_seconds * stacks, one.dollars * stacks
    )


def figures() -> list[Figure]:
    """Return what the model says of all subjects."""
    found: dict[tuple[str, str], dict[str, list[float]]] = {}
    for rate in RATES:
        for concurrency in CONCURRENCIES:
            where = f"{rate:g} calls a second, concurrency {concurrency}"
            if math.isinf(rate):
                where = f"not throttled, concurrency {concurrency}"
            for name, subject in SUBJECTS.items():
                requests = {r: of_stacks(subject, r, ARTIFACTS, rate, concurrency) for r in TIMES}
                costs = {r: each for r, each in requests.items() if each}
                if len(costs) < len(TIMES):
                    continue
                for request, each in costs.items():
                    unit = f"{request}, minutes"
                    found.setdefault((where, unit), {})[name] = [each.seconds / 60]
                billed = sum(TIMES[r] * each.billed_seconds for r, each in costs.items())
                dollars = sum(TIMES[r] * each.dollars for r, each in costs.items())
                found.setdefault((where, "billed hours a month"), {})[name] = [billed / 3600]
                found.setdefault((where, "$ a month"), {})[name] = [dollars]
    return [Figure(name, unit, values) for (name, unit), values in found.items()]


def check() -> list[Figure]:
    """Return what the model says of one stack beside what the simulation measured."""
    checked = []
    for figure in Results.load(f"pace_{ARTIFACTS_OF_A_STACK}").figures:
        if figure.unit not in {"s", "billed s"} or OURS not in figure.values:
            continue
        request, rate, concurrency = _setting(figure.name)
        modelled = cost(SUBJECTS[OURS], request, ARTIFACTS_OF_A_STACK, rate, concurrency)
        if modelled:
            value = modelled.seconds if figure.unit == "s" else modelled.billed_seconds
            values = {"model": [value], "simulation": figure.values[OURS]}
            checked.append(Figure(figure.name, figure.unit, values))
    return checked


def _setting(name: str) -> tuple[str, float, int]:
    request, rate, concurrency = name.split(", ")
    return request, float(rate.split()[0]), int(concurrency.split()[1])


def main() -> None:
    """Compute, and publish."""
    publish("cost", figures())
    publish("cost_check", check())


if __name__ == "__main__":
    main()
