"""How long large stacks take where SageMaker throttles calls at a low rate, and what that takes.

CloudFormation works at once on all resources that wait for no other. The handlers and the lineage
service are the real ones, the clock is simulated. The ratio is to the calls at the rate: 1.0 is the
shortest time there is.

A stack has 500 resources at most, so 450 artifacts with 900 associations are three stacks that are
deployed at the same time.
"""

from __future__ import annotations

import logging
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pytest

from lineage_local.service import LineageService, faults, store
from tests.lineage_handler.conftest import set_environment
from tests.lineage_handler.simulator.crowd import Crowd, Pace, share_client
from tests.lineage_handler.simulator.crowd_template import crowd_template
from tests.lineage_handler.simulator.function import ExecutionEnvironment, Handler
from tests.lineage_handler.simulator.responses import ResponseServer
from tests.lineage_handler.simulator.throttle import Throttle
from tests.lineage_handler.simulator.turns import Turns

from .apps import OURS, RAW
from .figure import Figure
from .naive_function import NaiveThrottle, naive_environments
from .results import publish

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


class Workload(NamedTuple):
    """How much is deployed, in how many stacks."""

    artifacts: int
    associations: int = 0
    stacks: int = 1


class Setting(NamedTuple):
    """Where it is deployed."""

    workload: Workload
    rate: float
    concurrency: int


RATES = (2, 5, 20)
# Lambda's default, and that of a new account.
CONCURRENCIES = (1000, 10)
GRAPH = Workload(450, 900, stacks=3)
PARTS = {
    # 100: what a function can be given by reserved concurrency.
    "pace": [Setting(GRAPH, 5, concurrency) for concurrency in (1000, 100, 10)],
    **{
        f"pace_{artifacts}": [
            Setting(Workload(artifacts), rate, concurrency)
            for concurrency in CONCURRENCIES
            for rate in RATES
        ]
        for artifacts in (450, 50, 1)
    },
    # For the growth, between those.
    **{f"pace_{artifacts}": [Setting(Workload(artifacts), 5, 1000)] for artifacts in (150, 300)},
}
SEED = 1


class Log(logging.Handler):
    """Counts the bytes that a function logs."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line; what the servers beside the function log is not its."""
        if not record.name.startswith(("lineage_local.", "werkzeug", "urllib3", "botocore")):
            self.bytes += len(self.format(record).encode()) + 1


@dataclass(frozen=True)
class Simulation:
    """The service, the clock, and the functions of all subjects.

    Attributes
    ----------
    subjects
        The execution environments of each, as many as run at a time, their client, and what
        throttles that.
    """

    service: LineageService
    responses: ResponseServer
    turns: Turns
    log: Log
    subjects: Mapping[str, tuple[Sequence[Handler], SageMakerClient, type[Throttle]]]

    def paces(self, subject: str, setting: Setting) -> Iterator[tuple[str, dict[str, float]]]:
        """Create, change and delete; yield what each came to, by unit."""
        random.seed(SEED)
        self.service.reset()
        (artifacts, associations, stacks), rate, concurrency = setting
        environments, client, throttle = self.subjects[subject]
        templates = [
            crowd_template(f"Stack{n}", artifacts // stacks, associations // stacks, {"rows": "1"})
            for n in range(stacks)
        ]
        crowd = Crowd(
            environments[:concurrency],
            throttle(client, faults.Rate(rate), self.turns),
            self.responses,
            self.turns,
            templates,
        )
        for request, send in {
            "create": crowd.create,
            "change": lambda: crowd.change({"rows": "2"}),
            "delete": crowd.delete,
        }.items():
            self.log.bytes = 0
            yield request, self._by_unit(send(), rate)

    def _by_unit(self, pace: Pace, rate: float) -> dict[str, float]:
        return {
            "failures": pace.failures.total() + pace.not_begun,
            "s": pace.seconds,
            "calls": pace.calls,
            "throttled": pace.throttled,
            "ratio": pace.seconds * rate / pace.calls if pace.calls else 0.0,
            "invocations": len(pace.invocations),
            "billed s": sum(pace.invocations),
            "log KB": self.log.bytes / 1000,
        }


@contextmanager
def simulation(concurrency: int) -> Iterator[Simulation]:
    """Make what the settings are simulated in, with so many execution environments."""
    turns, log = Turns(), Log()
    with (
        pytest.MonkeyPatch.context() as patch,
        LineageService() as service,
        ResponseServer().listening() as responses,
    ):
        patch.setattr(faults, "time", turns)
        patch.setattr(store, "datetime", turns.datetime)
        set_environment(service, responses, patch)
        logging.root.addHandler(log)
        ours = [ExecutionEnvironment(f"crowd_{number}", turns) for number in range(concurrency)]
        naive, naive_client = naive_environments(turns, concurrency, patch)
        subjects: dict[str, tuple[Sequence[Handler], SageMakerClient, type[Throttle]]] = {
            OURS: (ours, share_client(ours), Throttle),
            RAW: (naive, naive_client, NaiveThrottle),
        }
        yield Simulation(service, responses, turns, log, subjects)
        logging.root.removeHandler(log)


def figures(simulation: Simulation, settings: Sequence[Setting]) -> list[Figure]:
    """Measure some settings, the subjects in turn."""
    values: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(dict)
    for setting in settings:
        for subject in simulation.subjects:
            for request, pace in simulation.paces(subject, setting):
                name = (
                    f"{request}, {setting.rate:g} calls a second, concurrency {setting.concurrency}"
                )
                sys.stderr.write(f"{setting.workload}: {name}, {subject}: {pace}\n")
                for unit, value in pace.items():
                    values[name, unit][subject] = [value]
    return [Figure(name, unit, each) for (name, unit), each in values.items()]


def main() -> None:
    """Measure, and publish one part for each size."""
    with simulation(max(CONCURRENCIES)) as simulated:
        for part, settings in PARTS.items():
            publish(part, figures(simulated, settings))


if __name__ == "__main__":
    main()
