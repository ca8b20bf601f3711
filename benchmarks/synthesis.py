"""Synthesises one of the apps in a process of its own, and says what that took.

``python -m benchmarks.synthesis artifact 200 1`` does so for 200 artifacts in one stack.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from aws_cdk import App, Stack

from .round_trips import RoundTrips, counted


@dataclass
class Cost:
    """What something took."""

    milliseconds: float = 0.0
    processor: float = 0.0
    round_trips: int = 0


def processor() -> float:
    """Return the seconds of processor time that Python and CDK's process have taken."""
    process = psutil.Process()
    spent = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(each.user + each.system for each in spent)


@dataclass
class Synthesis:
    """What it took to synthesise an app.

    Attributes
    ----------
    providers
        What serves the artifacts of each stack, without the synthesis.
    artifacts
        Everything else: artifacts, associations, stacks, and the synthesis of all.
    resources, template_bytes
        How many there are in all templates.
    """

    providers: list[Cost] = field(default_factory=list)
    artifacts: Cost = field(default_factory=Cost)
    resources: int = 0
    template_bytes: int = 0


@contextmanager
def cost(trips: RoundTrips) -> Iterator[Cost]:
    """Measure what is done while the context lasts."""
    measured = Cost()
    count, started, worked = trips.count, time.perf_counter(), processor()
    yield measured
    measured.milliseconds = (time.perf_counter() - started) * 1000
    measured.processor = (processor() - worked) * 1000
    measured.round_trips = trips.count - count


def synthesise(name: str, count: int, stacks: int, outdir: Path) -> Synthesis:
    """Synthesise an app with artifacts, as many in each of its stacks."""
    declared = import_module(f"benchmarks.apps.{name}")
    result = Synthesis()
    # CDK's validation of templates takes seconds, whatever is in them.
    app = App(
        outdir=str(outdir), builtin_cloud_formation_validation=False, analytics_reporting=False
    )
    with counted() as trips, cost(trips) as everything:
        for number in range(stacks):
            stack = Stack(app, f"Lineage{number}")
            with cost(trips) as provider:
                serving = declared.provide(stack)
            result.providers.append(provider)
            declared.declare(stack, serving, count // stacks)
        app.synth()
    result.artifacts = Cost(
        everything.milliseconds - sum(each.milliseconds for each in result.providers),
        everything.processor - sum(each.processor for each in result.providers),
        everything.round_trips - sum(each.round_trips for each in result.providers),
    )
    for path in outdir.glob("*.template.json"):
        text = path.read_bytes()
        result.template_bytes += len(text)
        result.resources += len(json.loads(text)["Resources"])
    return result


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        given, artifacts, among = sys.argv[1:]
        print(json.dumps(asdict(synthesise(given, int(artifacts), int(among), Path(folder)))))  # noqa: T201
