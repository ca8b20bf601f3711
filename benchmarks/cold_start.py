"""Cold starts: a fresh process of what the zip holds, to the end of its first Create.

The import of the handler is Lambda's initialisation, the Create its invocation. The subjects take
turns, and each artifact is new. Run it from the root of the repository; it takes minutes::

    python -m benchmarks.cold_start
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product

from .figure import Figure
from .function.endpoints import ResponseEndpoint, endpoints
from .function.functions import MeasuredFunction, functions
from .function.process import FunctionProcess, Spent, can_hold, forget_hold
from .function.requests import artifact, request, send
from .results import publish

RUNS = 20

# What one start says: figure, unit and value.
Measured = Iterator[tuple[str, str, float]]


def cold_start(function: MeasuredFunction, endpoint: ResponseEndpoint) -> Measured:
    """Start a function whose code is not compiled, as in Lambda, and let it serve a Create."""
    process = function.start(is_compiled=False)
    invocation = _create(function, process, endpoint)
    phases = {
        "boot of the runtime": (process.boot,),
        "initialisation": (process.initialisation,),
        "invocation": (invocation,),
        "initialisation and invocation": (process.initialisation, invocation),
        "all three": (process.boot, process.initialisation, invocation),
    }
    for name, spent in phases.items():
        yield name, "ms", sum(each.passed for each in spent)
    for name, spent in phases.items():
        yield f"{name}, of the processor", "ms", sum(each.processor for each in spent)
    yield "peak memory", "MB", process.end()


def compiled_start(function: MeasuredFunction, endpoint: ResponseEndpoint) -> Measured:
    """Do the same with a function whose code has been compiled."""
    process = function.start(is_compiled=True)
    create = _create(function, process, endpoint)
    process.end()
    name, spent = "initialisation and invocation, with .pyc", (process.initialisation, create)
    yield name, "ms", sum(each.passed for each in spent)
    yield f"{name}, of the processor", "ms", sum(each.processor for each in spent)


def held_start(function: MeasuredFunction, endpoint: ResponseEndpoint) -> Measured:
    """Do the same with a seventh of a processor for the invocation."""
    process = function.start(is_compiled=False)
    process.hold()
    create = _create(function, process, endpoint)
    process.end()
    yield "invocation, with a seventh of a processor", "ms", create.passed
    both = process.initialisation.passed + create.passed
    yield "initialisation, and invocation with a seventh of a processor", "ms", both


def _create(
    function: MeasuredFunction, process: FunctionProcess, endpoint: ResponseEndpoint
) -> Spent:
    event = request("Create", "Artifact", function.to_properties(artifact()), endpoint)
    return send(event, process, endpoint)


def main(runs: int = RUNS) -> None:
    """Measure, save the figures, and print a table."""
    measurements = [cold_start, compiled_start] + [held_start] * can_hold()
    found: dict[tuple[str, str], dict[str, list[float]]] = {}
    with endpoints() as (service, endpoint):
        subjects = functions(service, endpoint)
        for function in subjects:
            function.compile()
        for measurement, _, function in product(measurements, range(runs), subjects):
            for name, unit, value in measurement(function, endpoint):
                found.setdefault((name, unit), {}).setdefault(function.name, []).append(value)
    found["zip", "bytes"] = {each.name: [each.zip_bytes()] for each in subjects}
    forget_hold()
    publish("cold_start", [Figure(*key, values) for key, values in found.items()])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
