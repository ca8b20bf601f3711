"""Every kind of request, every call that it makes, everything that can happen to a call.

After each the deployment goes on as CloudFormation has it go on, and neither an orphan nor a loss
may be left. What passes by itself must not even be noticed: the deployment ends as it ends when
nothing goes wrong.

Some of it comes to the same, and is not repeated, to keep this short: throttling, errors of the
service's own and broken connections are all waited out, and so take turns from call to call; and
nothing has changed between a write and the next, so that a read is killed or refused only once
there. With ``LIFECYCLE=long`` in the environment, everything happens to every call.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest

from lineage_local.service import Fault, LineageService

from .cloudformation import AnswerBox
from .conftest import make_client, set_environment
from .environment import Environment, kill
from .playing import Theatre
from .scenarios import SCENARIOS

IS_LONG = os.environ.get("LIFECYCLE") == "long"
READ_SECONDS = 0.08
TOO_LONG_SECONDS = 0.12

Happening = Callable[[int], list[Fault]]

PASSING: dict[str, Happening] = {
    "throttled": lambda n: [Fault("throttle", skip=n)],
    "internal error": lambda n: [Fault("error", skip=n)],
    "unavailable": lambda n: [Fault("unavailable", skip=n)],
    "timeout": lambda n: [Fault("reset", skip=n, delay_seconds=TOO_LONG_SECONDS)],
    "connection reset": lambda n: [Fault("reset", skip=n)],
}
ANSWER_LOST: dict[str, Happening] = {
    "connection reset after commit": lambda n: [Fault("reset", at="after", skip=n)],
    "timeout after commit": lambda n: [
        Fault("reset", at="after", skip=n, delay_seconds=TOO_LONG_SECONDS)
    ],
}
KILLED: dict[str, Happening] = {
    "killed before": lambda n: [kill("before", skip=n)],
    "killed after commit": lambda n: [kill("after", skip=n)],
}
LASTING: dict[str, Happening] = {
    "killed after commit and at each new start": lambda n: [
        kill("after", skip=n),
        kill("before", times=2),
    ],
    "refused from here on": lambda n: [Fault("access_denied", skip=n, times=10**6)],
}
HAPPENINGS = PASSING | ANSWER_LOST | KILLED | LASTING


def cases() -> Iterator[tuple[str, int, str]]:
    """Give scenario, number of the call, and what happens to it."""
    passing, lost = cycle(PASSING), cycle(ANSWER_LOST)
    for name, scenario in SCENARIOS.items():
        follows_write = True
        for number, operation in enumerate(scenario.calls):
            is_write = not operation.startswith(("Describe", "List"))
            happening = [next(passing)]
            if number == 0:
                happening.append("killed before")
            if is_write or follows_write:
                happening.append("refused from here on")
            if is_write:
                happening += [
                    next(lost),
                    "killed after commit",
                    "killed after commit and at each new start",
                ]
            follows_write = is_write
            yield from ((name, number, each) for each in (HAPPENINGS if IS_LONG else happening))


CASES = list(cases())


@pytest.fixture(scope="module")
def function(running_service: LineageService) -> Iterator[Environment]:
    environment = Environment("lineage_handler_of_the_matrix")
    environment.shorten(
        LIST_LAG_SECONDS=0.0,
        RUNNING_CREATE_SECONDS=0.0,
        LOOK_AGAIN_SECONDS=0.0,
        _FIRST_PAUSE_SECONDS=0.005,
        _IAM_PROPAGATION_SECONDS=0.0,
        _READ_SECONDS=READ_SECONDS,
    )
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_environment(running_service, monkeypatch)
        environment.start()
        logging.disable()
        yield environment
        logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def theatre(
    running_service: LineageService, listening_answers: AnswerBox, function: Environment
) -> Theatre:
    theatre = Theatre(running_service, make_client(running_service), function, listening_answers)
    # The first create of an execution environment is sent twice; that is over now.
    theatre.play(SCENARIOS["create"])
    return theatre


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_happens(theatre: Theatre, name: str) -> None:
    play = theatre.rehearse(SCENARIOS[name])
    assert play.problems == []
    assert (play.reason is not None) == SCENARIOS[name].is_refused


@pytest.mark.parametrize(
    ("name", "number", "happening"),
    CASES,
    ids=[f"{name}-{n}-{SCENARIOS[name].calls[n]}-{happening}" for name, n, happening in CASES],
)
def test_something_happens(theatre: Theatre, name: str, number: int, happening: str) -> None:
    scenario = SCENARIOS[name]
    play = theatre.play(scenario, *HAPPENINGS[happening](number))
    assert play.problems == []
    if happening not in LASTING:
        rehearsal = theatre.rehearse(scenario)
        assert play.reason == rehearsal.reason
        assert play.ending == rehearsal.ending
