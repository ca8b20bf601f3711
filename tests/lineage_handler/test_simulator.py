"""The simulator itself: the requests that it sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .simulator.behaviour import CloudFormationBehaviour
from .simulator.deployment import GaveUp, ResourceFailed
from .simulator.function import ExecutionEnvironment
from .simulator.responses import NO_RESPONSE, ResponseServer
from .simulator.scripted_function import ScriptedFunction, put
from .simulator.stack import SimulatedStack
from .simulator.turns import Turns


@pytest.fixture
def function() -> ScriptedFunction:
    return ScriptedFunction()


@pytest.fixture
def scripted(function: ScriptedFunction, responses: ResponseServer, turns: Turns) -> SimulatedStack:
    """A stack whose function does as it is told."""
    return SimulatedStack(function, responses, timeout_seconds=60.0, clock=turns)


def requests_of(stack: SimulatedStack, change: Callable[[], object]) -> list[str]:
    """Return the requests that a change of a stack sends: type, properties, id, old properties."""
    before = len(stack.events)
    change()
    return [
        " ".join(
            str(part)
            for part in (
                event["RequestType"],
                event["ResourceProperties"]["Id"],
                event.get("PhysicalResourceId"),
                event.get("OldResourceProperties", {}).get("Id"),
            )
            if part
        )
        for event in stack.events[before:]
    ]


def failing(deploy: Callable[[], object]) -> Callable[[], object]:
    """Return a deployment that is expected to fail."""

    def expect() -> None:
        with pytest.raises(ResourceFailed):
            deploy()

    return expect


ONE = {"R": {"Id": "one"}}
TWO = {"R": {"Id": "two"}}


def test_replacement_is_cleaned_up(scripted: SimulatedStack) -> None:
    scripted.deploy(ONE)
    requests = requests_of(scripted, lambda: scripted.deploy(TWO))
    assert requests == ["Update two one one", "Delete one one"]


def test_replacement_is_rolled_back(scripted: SimulatedStack) -> None:
    scripted.deploy(ONE)
    requests = requests_of(scripted, failing(lambda: scripted.deploy(TWO, fail_at_end=True)))
    assert requests == ["Update two one one", "Update one two two", "Delete two two"]
    assert scripted.resources["R"].physical_id == "one"


@pytest.mark.parametrize(
    ("takes_id", "wanted"),
    [
        (False, ["Update two one one", "Update one one two"]),
        (True, ["Update two one one", "Update one failed-two two", "Delete two failed-two"]),
    ],
    ids=["kept", "taken"],
)
def test_id_of_a_failed_update_is_kept_or_taken(
    scripted: SimulatedStack, function: ScriptedFunction, wanted: list[str], *, takes_id: bool
) -> None:
    scripted.behaviour = CloudFormationBehaviour(takes_failed_id=takes_id)
    scripted.deploy(ONE)
    function.failing = {("Update", "two")}
    assert requests_of(scripted, failing(lambda: scripted.deploy(TWO))) == wanted
    assert scripted.resources["R"].physical_id == "one"


@pytest.mark.parametrize(
    ("is_first", "wanted"),
    [
        (True, ["Delete one unfinished:1", "Create two"]),
        (False, ["Create two", "Delete one unfinished:1"]),
    ],
    ids=["deleted-first", "deleted-last"],
)
def test_failed_create_that_is_not_rolled_back(
    scripted: SimulatedStack, function: ScriptedFunction, wanted: list[str], *, is_first: bool
) -> None:
    scripted.behaviour.deletes_failed_first = is_first
    scripted.handler = lambda event, _: put(
        event, Status="FAILED", Reason="told to", PhysicalResourceId="unfinished:1"
    )
    failing(lambda: scripted.deploy(ONE, rolls_back=False))()
    scripted.handler = function
    assert requests_of(scripted, lambda: scripted.deploy(TWO)) == wanted


@pytest.mark.parametrize(
    ("keeps", "wanted"),
    [
        (True, ["Update three one two", "Delete two one"]),
        (False, ["Update three one one", "Delete one one"]),
    ],
    ids=["last-attempted", "last-successful"],
)
def test_failed_update_that_is_not_rolled_back(
    scripted: SimulatedStack, function: ScriptedFunction, wanted: list[str], *, keeps: bool
) -> None:
    scripted.behaviour.keeps_failed_properties = keeps
    scripted.deploy(ONE)
    function.failing = {("Update", "two")}
    failing(lambda: scripted.deploy(TWO, rolls_back=False))()
    three = {"R": {"Id": "three"}}
    assert requests_of(scripted, lambda: scripted.deploy(three)) == wanted


def test_rollback_after_failures_that_stayed_goes_to_what_was_stable(
    scripted: SimulatedStack,
) -> None:
    scripted.deploy(ONE)
    failing(lambda: scripted.deploy(TWO, rolls_back=False, fail_at_end=True))()
    three = {"R": {"Id": "three"}}
    requests = requests_of(scripted, failing(lambda: scripted.deploy(three, fail_at_end=True)))
    assert requests[:2] == ["Update three two two", "Update one three three"]
    assert sorted(requests[2:]) == ["Delete three three", "Delete two two"]
    assert scripted.template == ONE


def test_skipped_resource_has_the_old_properties_and_the_new_id(
    scripted: SimulatedStack, function: ScriptedFunction
) -> None:
    scripted.deploy(ONE)
    function.failing = {("Update", "one")}
    failing(lambda: scripted.deploy(TWO, fail_at_end=True, skip=["R"]))()
    resource = scripted.resources["R"]
    assert (resource.properties, resource.physical_id) == (ONE["R"], "two")
    assert {each.physical_id for each in scripted.forgotten} == {"one", ""}


def test_rollback_that_fails_is_given_up_and_continued(
    scripted: SimulatedStack, function: ScriptedFunction
) -> None:
    scripted.deploy(ONE)
    function.failing = {("Update", "one")}
    with pytest.raises(GaveUp):
        scripted.deploy(TWO, fail_at_end=True)
    function.failing = set()
    requests = requests_of(scripted, scripted.continue_rollback)
    assert requests == ["Update one two two", "Delete two two"]


def test_clean_up_is_given_up_after_three_attempts(
    scripted: SimulatedStack, function: ScriptedFunction
) -> None:
    scripted.deploy(ONE)
    function.failing = {("Delete", "one")}
    requests = requests_of(scripted, lambda: scripted.deploy(TWO))
    assert requests == ["Update two one one", *["Delete one one"] * 3]
    assert [each.physical_id for each in scripted.forgotten] == ["one"]


def test_create_without_a_response_is_deleted_by_a_made_up_id(
    scripted: SimulatedStack, function: ScriptedFunction, turns: Turns
) -> None:
    scripted.service_timeout_seconds = 600.0
    function.dead = {"Create"}
    _, delete = requests_of(scripted, failing(lambda: scripted.deploy(ONE)))
    assert delete.startswith("Delete one Stack-R-")
    assert turns.monotonic() >= 600.0


def test_function_is_killed_at_its_deadline_and_invoked_again(
    scripted: SimulatedStack, turns: Turns
) -> None:
    remaining: list[int] = []

    def slow_at_first(event: dict[str, Any], context: Any) -> None:
        remaining.append(context.get_remaining_time_in_millis())
        if len(remaining) == 1:
            turns.sleep(61.0)
        put(event)

    scripted.handler = slow_at_first
    scripted.redelivery_seconds = 120.0
    scripted.deploy(ONE)
    assert remaining == [60_000, 60_000]
    assert turns.monotonic() == pytest.approx(60.0 + 120.0, abs=0.01)


@pytest.mark.parametrize(("age", "deliveries"), [(100.0, 1), (200.0, 2), (1000.0, 3)])
def test_event_that_is_too_old_is_not_delivered_again(
    responses: ResponseServer, turns: Turns, age: float, deliveries: int
) -> None:
    invoked: list[float] = []

    def dying(_event: dict[str, Any], _context: object) -> None:
        invoked.append(turns.monotonic())
        raise RuntimeError

    stack = SimulatedStack(
        dying,
        responses,
        clock=turns,
        redelivery_seconds=120.0,
        service_timeout_seconds=age + 60.0,
    )
    failing(lambda: stack.deploy(ONE, rolls_back=False))()
    assert len(invoked) == deliveries


def test_late_response_is_ignored(responses: ResponseServer, turns: Turns) -> None:
    def late(event: dict[str, Any], _context: object) -> None:
        turns.sleep(50.0)
        put(event)

    stack = SimulatedStack(
        late, responses, clock=turns, service_timeout_seconds=40.0, event_age_seconds=40.0
    )
    failing(lambda: stack.deploy(ONE, rolls_back=False))()
    assert [each.response for each in stack.exchanges] == [NO_RESPONSE]


def test_environment_has_a_clock_of_its_own(turns: Turns) -> None:
    environment = ExecutionEnvironment("lineage_handler_one", turns)
    environment.skew_clock(-3.0)
    ahead = turns.datetime.now() - environment.modules["ownership.claims"].datetime.now()
    assert ahead.total_seconds() == pytest.approx(3.0, abs=0.1)
