"""Warm requests: what one costs once the function has served others, its response included.

The subjects take turns, each in a process of its own. Run it from the root of the repository::

    python -m benchmarks.warm_request
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from .apps import OURS
from .figure import Figure
from .function.endpoints import ResponseEndpoint, RunningService, endpoints
from .function.functions import MeasuredFunction, functions
from .function.process import FunctionProcess
from .function.requests import artifact, request, send
from .results import publish

RUNS = 50
# The first requests of a process load what they need, and are not counted.
WARM_UP = 5

# What one request says: figure, unit and value.
Measured = Iterator[tuple[str, str, float]]
# How a resource is declared, first and then.
Declarations = tuple[dict[str, Any], dict[str, Any]]


def lifecycle(
    kind: str,
    declarations: Declarations,
    process: FunctionProcess,
    service: RunningService,
    endpoint: ResponseEndpoint,
) -> Measured:
    """Create, update and delete a resource."""
    first, second = declarations
    event = None
    for request_type, declared in (("Create", first), ("Update", second), ("Delete", second)):
        event = request(request_type, kind, declared, endpoint, event)
        spent, calls = send(event, process, endpoint), service.calls()
        name, reads = f"{request_type}, {kind}", sum(map(_is_read, calls))
        yield name, "ms", spent.passed
        yield name, "ms of the processor", spent.processor
        yield name, "reads", reads
        yield name, "writes", len(calls) - reads


def artifacts(function: MeasuredFunction) -> Declarations:
    """Return an artifact of which a property changes."""
    first = artifact()
    second = first | {"Properties": {"project": "churn", "rows": "2"}}
    return function.to_properties(first), function.to_properties(second)


def associations(process: FunctionProcess, endpoint: ResponseEndpoint) -> Declarations:
    """Return an association of two new artifacts, whose type changes."""
    entities = [request("Create", "Artifact", artifact(), endpoint) for _ in range(2)]
    for event in entities:
        send(event, process, endpoint)
    source, destination = (event["PhysicalResourceId"] for event in entities)
    members = {"SourceArn": source, "DestinationArn": destination}
    return members | {"AssociationType": "Produced"}, members | {"AssociationType": "DerivedFrom"}


def _is_read(operation: str) -> bool:
    return operation.startswith(("Describe", "List"))


def main(runs: int = RUNS) -> None:
    """Measure, save the figures, and print a table."""
    found: dict[tuple[str, str], dict[str, list[float]]] = {}
    with endpoints() as (service, endpoint), ExitStack() as stack:
        started = [(function, function.start()) for function in functions(service, endpoint)]
        for _, process in started:
            stack.callback(process.end)
        for run in range(WARM_UP + runs):
            for function, process in started:
                talked = (process, service, endpoint)
                measured = [*lifecycle("Artifact", artifacts(function), *talked)]
                if function.name == OURS:
                    declarations = associations(process, endpoint)
                    service.calls()
                    measured += lifecycle("Association", declarations, *talked)
                for name, unit, value in measured if run >= WARM_UP else ():
                    found.setdefault((name, unit), {}).setdefault(function.name, []).append(value)
    publish("warm_request", [Figure(*key, values) for key, values in found.items()])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
