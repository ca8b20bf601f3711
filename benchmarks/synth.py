"""What synthesis costs: time, round trips to CDK's process, resources, bytes of templates.

Run it from the root of the repository; it takes about ten minutes::

    python -m benchmarks.synth

Each app runs in a process of its own, and all in turn. Its time is that of the processor, in Python
and in CDK's process, from the first stack to the end of the synthesis: it is nearly the same on a
busy machine.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from statistics import median

from .apps import AWS_CUSTOM_RESOURCE, OURS, RAW
from .figure import Figure
from .plots import FOLDER, plot
from .results import publish
from .synthesis import Cost, Synthesis

BARE = "bare Resource"
ASSOCIATED = f"{OURS}, two associations each"
APPS = {
    OURS: "artifact",
    RAW: "raw",
    AWS_CUSTOM_RESOURCE: "aws_custom_resource",
    BARE: "bare",
    ASSOCIATED: "associated",
}
COUNTS = (1, 50, 200, 450)
STACKS = 10
ROUNDS = 3


@dataclass
class AppRun:
    """An app that was synthesised once.

    Attributes
    ----------
    seconds
        How long the process took, with Python's and CDK's start.
    synthesis
        What was measured in it.
    """

    seconds: float
    synthesis: Synthesis


# The runs of each subject, by the number of artifacts.
Runs = dict[str, dict[int, list[AppRun]]]


def run(app: str, count: int, stacks: int) -> AppRun:
    """Synthesise an app."""
    started = time.perf_counter()
    printed = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "benchmarks.synthesis", app, str(count), str(stacks)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    ).stdout
    seconds = time.perf_counter() - started
    read = json.loads(printed)
    providers = [Cost(**each) for each in read.pop("providers")]
    return AppRun(seconds, Synthesis(providers, Cost(**read.pop("artifacts")), **read))


def measure() -> tuple[Runs, dict[str, list[Cost]]]:
    """Return the runs, and what each further provider of a process took."""
    runs: Runs = {subject: defaultdict(list) for subject in APPS}
    providers: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(ROUNDS):
        for count in COUNTS:
            for subject, app in APPS.items():
                # As many stacks as it takes, since one has 500 resources at most.
                stacks = math.ceil(count / import_module(f"benchmarks.apps.{app}").IN_STACK_MAX)
                runs[subject][count].append(run(app, count, stacks))
        for subject in (OURS, RAW):
            providers[subject] += run(APPS[subject], STACKS, STACKS).synthesis.providers[1:]
    return runs, providers


def each(runs: Runs, attribute: str) -> dict[str, list[float]]:
    """Return what one artifact more takes, by subject and round: up to the largest number."""
    few, many = min(COUNTS), max(COUNTS)
    return {
        subject: [
            (value(most, attribute) - value(least, attribute)) / (many - few)
            for least, most in zip(of[few], of[many], strict=True)
        ]
        for subject, of in runs.items()
    }


def value(run: AppRun, attribute: str) -> float:
    """Return one of the costs of a run, without those of its providers."""
    return float(getattr(run.synthesis.artifacts, attribute))


def figures(runs: Runs, providers: dict[str, list[Cost]]) -> list[Figure]:
    """Return what the table shows."""
    most = max(COUNTS)
    last = {subject: of[most][-1].synthesis for subject, of in runs.items()}
    return [
        Figure("an artifact more, processor", "ms", each(runs, "processor")),
        Figure("an artifact more, elapsed", "ms", each(runs, "milliseconds")),
        Figure("an artifact more, round trips", "", each(runs, "round_trips")),
        *(
            Figure(
                f"{count} artifacts, the whole process",
                "s",
                {subject: [one.seconds for one in of[count]] for subject, of in runs.items()},
            )
            for count in COUNTS
        ),
        Figure(f"{most} artifacts, resources", "", {s: [r.resources] for s, r in last.items()}),
        Figure(
            f"{most} artifacts, templates",
            "KB",
            {subject: [of.template_bytes / 1000] for subject, of in last.items()},
        ),
        Figure(
            "a provider more, elapsed",
            "ms",
            {subject: [one.milliseconds for one in of] for subject, of in providers.items()},
        ),
        Figure(
            "a provider more, round trips",
            "",
            {subject: [of[-1].round_trips] for subject, of in providers.items()},
        ),
    ]


def draw(runs: Runs) -> None:
    """Draw how time and round trips grow."""
    for name, attribute, label, unit in (
        ("synth-time", "processor", "processor time, s", 1000),
        ("synth-round-trips", "round_trips", "round trips between Python and CDK's process", 1),
    ):
        plot(
            FOLDER / f"{name}.svg",
            "Synthesis of artifacts",
            "artifacts",
            label,
            {
                subject: [
                    (
                        count,
                        median(getattr(one.synthesis.artifacts, attribute) for one in of) / unit,
                    )
                    for count, of in by_count.items()
                ]
                for subject, by_count in runs.items()
            },
        )


def main() -> None:
    """Measure, save the figures and draw the plots."""
    runs, providers = measure()
    publish("synth", figures(runs, providers))
    draw(runs)


if __name__ == "__main__":
    main()
