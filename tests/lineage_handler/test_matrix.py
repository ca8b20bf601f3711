"""Every kind of request, every call that it makes, everything that can happen to a call.

After each the deployment goes on as CloudFormation has it go on, and no invariant may be broken
(see `simulator.invariants`). What passes by itself must not even be noticed: the deployment ends as
it ends when nothing goes wrong.

Some of it comes to the same, and is not repeated, to keep this short: throttling, errors of the
service's own and broken connections are all waited out, and so take turns from call to call; and
nothing has changed between a write and the next, so that a read is killed or refused only once
there. With ``LIFECYCLE=long`` in the environment, everything happens to every call.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

import pytest

from lineage_local.service import Fault, LineageService, store

from .conftest import make_client, set_environment
from .simulator.faults import ALWAYS, kill
from .simulator.function import ExecutionEnvironment
from .simulator.knobs import Reading, described, seeded_knobs, single_readings
from .simulator.responses import ResponseServer
from .simulator.runner import ScenarioRunner
from .simulator.scenarios import SCENARIOS
from .simulator.turns import Turns

IS_LONG = os.environ.get("LIFECYCLE") == "long"
READ_SECONDS = 0.5
TOO_LONG_SECONDS = 0.65

FaultsAt = Callable[[int], list[Fault]]

PASSING: dict[str, FaultsAt] = {
    "throttled": lambda n: [Fault("throttle", skip=n)],
    "internal error": lambda n: [Fault("error", skip=n)],
    "unavailable": lambda n: [Fault("unavailable", skip=n)],
    "conflict": lambda n: [Fault("conflict", skip=n)],
    "timeout": lambda n: [Fault("reset", skip=n, delay_seconds=TOO_LONG_SECONDS)],
    "connection reset": lambda n: [Fault("reset", skip=n)],
}
RESPONSE_LOST: dict[str, FaultsAt] = {
    "connection reset after commit": lambda n: [Fault("reset", at="after", skip=n)],
    "timeout after commit": lambda n: [
        Fault("reset", at="after", skip=n, delay_seconds=TOO_LONG_SECONDS)
    ],
}
KILLED: dict[str, FaultsAt] = {
    "killed before": lambda n: [kill("before", skip=n)],
    "killed after commit": lambda n: [kill("after", skip=n)],
}
LASTING: dict[str, FaultsAt] = {
    "killed after commit and at each new start": lambda n: [
        kill("after", skip=n),
        kill("before", times=2),
    ],
    "refused from here on": lambda n: [Fault("access_denied", skip=n, times=ALWAYS)],
    "throttled from here on": lambda n: [Fault("throttle", skip=n, times=ALWAYS)],
}
FAULTS = PASSING | RESPONSE_LOST | KILLED | LASTING


def cases() -> Iterator[tuple[str, int, str]]:
    """Yield scenario, number of the call, and what happens to it."""
    passing, lost = cycle(PASSING), cycle(RESPONSE_LOST)
    lasting = cycle(["refused from here on", "throttled from here on"])
    for name, scenario in SCENARIOS.items():
        follows_write = True
        for number, operation in enumerate(scenario.calls.split()):
            is_write = not operation.startswith(("Describe", "List"))
            faults = [next(passing)]
            if number == 0:
                faults.append("killed before")
            if is_write or follows_write:
                faults.append(next(lasting))
            if is_write:
                faults += [
                    next(lost),
                    "killed after commit",
                    "killed after commit and at each new start",
                ]
            follows_write = is_write
            yield from ((name, number, each) for each in (FAULTS if IS_LONG else faults))


def readings() -> Iterator[tuple[str, Reading]]:
    """Yield scenario and reading: an eighth of the readings with each scenario, in turns."""
    for number, name in enumerate(SCENARIOS):
        for other, reading in enumerate(single_readings()):
            if IS_LONG or (number + other) % 8 == 0:
                yield name, reading


CASES = list(cases())
ONE_READING = list(readings())


@pytest.fixture(scope="module")
def runner(
    running_service: LineageService, response_server: ResponseServer
) -> Iterator[ScenarioRunner]:
    turns = Turns()
    environment = ExecutionEnvironment("lineage_handler_of_the_matrix", turns)
    # How long a connection is silent is told by the machine's clock; what polls makes few calls.
    environment.set_constants(READ_SECONDS=READ_SECONDS, POLL_SECONDS=10.0)
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_environment(running_service, response_server, monkeypatch)
        monkeypatch.setattr(store, "datetime", turns.datetime)
        environment.start()
        logging.disable()
        yield ScenarioRunner(
            running_service,
            make_client(running_service.endpoint_url),
            environment,
            response_server,
            turns,
        )
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", SCENARIOS)
def test_undisturbed(runner: ScenarioRunner, name: str) -> None:
    scenario = SCENARIOS[name]
    result = runner.undisturbed(scenario)
    assert result.violations == []
    assert (result.reason is not None) == scenario.is_refused, result.reason
    assert result.calls == scenario.calls.split()


@pytest.mark.parametrize(
    ("name", "number", "fault"),
    CASES,
    ids=[f"{name}-{n}-{SCENARIOS[name].calls.split()[n]}-{fault}" for name, n, fault in CASES],
)
def test_disturbed(runner: ScenarioRunner, name: str, number: int, fault: str) -> None:
    scenario = SCENARIOS[name]
    result = runner.run(scenario, *FAULTS[fault](number))
    assert result.violations == []
    if fault not in LASTING:
        undisturbed = runner.undisturbed(scenario)
        assert result.reason == undisturbed.reason
        assert result.state == undisturbed.state


@pytest.mark.parametrize(
    ("name", "reading"),
    ONE_READING,
    ids=[f"{name}-{field}={value}" for name, (field, value) in ONE_READING],
)
def test_one_reading(runner: ScenarioRunner, name: str, reading: Reading) -> None:
    """Each open fact about the service, read the other way: other calls, the same outcome."""
    scenario = SCENARIOS[name]
    field, value = reading
    played = scenario.under(replace(scenario.behaviour, **{field: value}))
    result = runner.run(played)
    assert result.violations == []
    assert (result.reason is not None) == played.is_refused, result.reason


@pytest.mark.parametrize(
    ("seed", "name", "number", "fault"),
    [(seed, *case) for seed, case in enumerate(CASES)][:: 1 if IS_LONG else 12],
)
def test_disturbed_under_other_readings(
    runner: ScenarioRunner, seed: int, name: str, number: int, fault: str
) -> None:
    """Several open facts read the other way, and something goes wrong as well."""
    played = SCENARIOS[name].under(seeded_knobs(seed))
    result = runner.run(played, *FAULTS[fault](number))
    assert result.violations == [], described(played.behaviour)
    if fault not in LASTING:
        assert (result.reason is not None) == played.is_refused, result.reason
