"""The function's time is up: it responds in time, or leaves a Delete to Lambda's next delivery."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Fault, LineageService

from .declarations import EVERYTHING, OTHER_SOURCE, declaration
from .simulator.behaviour import CloudFormationBehaviour
from .simulator.deployment import GaveUp, ResourceFailed
from .simulator.faults import ALWAYS
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

TIMEOUT_SECONDS = 120.0
# The client's time-outs end a call that takes longer.
LONGEST_CALL_SECONDS = 14.0

LEFT = "the time is up: left to the next delivery"


@pytest.fixture(autouse=True)
def timeout(world: World) -> None:
    """Let the function have two minutes, after which it is killed and its event comes again."""
    world.stack.timeout_seconds = TIMEOUT_SECONDS


def slow(world: World, seconds: float, **fault: Any) -> Fault:
    """Return the fault that lets calls take so long, with all that they are tried again."""
    return Fault(hook=lambda: world.turns.sleep(seconds), **fault)


def deliveries(log_lines: list[str]) -> list[list[Any]]:
    """Return what the function has logged in each invocation."""
    lines = [json.loads(line) for line in log_lines]
    ids = list(dict.fromkeys(line["aws_request_id"] for line in lines))
    return [[e["message"] for e in lines if e["aws_request_id"] == each] for each in ids]


def last_words(log_lines: list[str]) -> list[str]:
    """Return with what event each invocation has ended: none was killed."""
    return [each[-1]["event"] for each in deliveries(log_lines)]


def assert_each_ends_with_its_response(world: World, log_lines: list[str]) -> None:
    """Assert that no invocation was killed, and that none went on after its response."""
    assert last_words(log_lines) == ["responded"] * len(world.stack.events)


def test_delete_of_many_associations_is_left_to_the_next_delivery_which_goes_on(
    created: World, service: LineageService, sagemaker: SageMakerClient, log_lines: list[str]
) -> None:
    arn = created.arn("Data")
    created.stack.timeout_seconds = 300.0
    for number in range(60):
        component = arn.replace("artifact/", "experiment-trial-component/") + str(number)
        sagemaker.add_association(SourceArn=arn, DestinationArn=component)
    service.faults.add(slow(created, 7.0, operation="DeleteAssociation", times=ALWAYS))
    log_lines.clear()
    created.stack.destroy()
    assert last_words(log_lines) == [LEFT, "responded"]
    assert arns(sagemaker) == []


def test_delete_that_is_throttled_to_the_end_responds_in_its_last_delivery(
    created: World, service: LineageService, sagemaker: SageMakerClient, log_lines: list[str]
) -> None:
    created.stack.behaviour = CloudFormationBehaviour(attempts=1)
    service.faults.add(Fault("throttle", "DeleteArtifact", times=ALWAYS))
    log_lines.clear()
    with pytest.raises(GaveUp, match="until the function's time was up"):
        created.stack.destroy()
    assert last_words(log_lines) == [LEFT, LEFT, "responded"]
    service.faults.clear()
    created.stack.destroy()
    assert arns(sagemaker) == []


def test_create_that_is_throttled_to_the_end_responds_in_time(
    world: World, service: LineageService, sagemaker: SageMakerClient, log_lines: list[str]
) -> None:
    service.faults.add(Fault("throttle", "CreateArtifact", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="until the function's time was up"):
        world.stack.deploy({"Data": EVERYTHING})
    assert_each_ends_with_its_response(world, log_lines)
    create = world.stack.exchanges[0]
    assert create.response.physical_id.startswith("unfinished:")
    assert arns(sagemaker) == []


@pytest.mark.parametrize("seconds", [60.0, 90.0, 101.0, 110.0])
def test_create_that_runs_out_of_time_leaves_nothing(
    world: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    log_lines: list[str],
    seconds: float,
) -> None:
    """Its artifact is there; the response says by which request, and the Delete releases it."""
    service.faults.add(
        slow(world, seconds, operation="CreateArtifact", at="after"),
        slow(world, LONGEST_CALL_SECONDS, operation="ListTags"),
    )
    with pytest.raises(ResourceFailed):
        world.stack.deploy({"Data": EVERYTHING}, fail_at_end=True)
    assert_each_ends_with_its_response(world, log_lines)
    assert arns(sagemaker) == []
    assert world.violations() == []


@pytest.mark.parametrize("seconds", [60.0, 90.0, 101.0, 110.0])
@pytest.mark.parametrize("source", [EVERYTHING["Source"], OTHER_SOURCE], ids=["", "moved"])
def test_update_that_runs_out_of_time_is_rolled_back(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    log_lines: list[str],
    seconds: float,
    source: dict[str, Any],
) -> None:
    arn, before = created.arn("Data"), creation_times(sagemaker)
    changed = declaration(Source=source, ArtifactName="changed", Properties={"rows": "2"}, Tags=[])
    service.faults.add(
        slow(created, seconds, skip=1), slow(created, LONGEST_CALL_SECONDS, skip=1, times=4)
    )
    with pytest.raises(ResourceFailed):
        created.stack.deploy({"Data": changed}, fail_at_end=True)
    assert_each_ends_with_its_response(created, log_lines)
    assert creation_times(sagemaker) == before
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert created.violations() == []


def test_waits_know_the_deadline(
    world: World, service: LineageService, log_lines: list[str]
) -> None:
    """A timeout that is shorter than all waits together: a request fails in time."""
    world.stack.timeout_seconds = 90.0
    world.stack.behaviour = CloudFormationBehaviour(attempts=1)
    with pytest.raises(GaveUp, match="the function's time was up"):
        world.stack.delete("Data", EVERYTHING, world.stack.made_up_id("Data"))
    assert last_words(log_lines) == [LEFT, LEFT, "responded"]


def test_create_that_had_no_time_may_have_been_served_by_an_earlier_delivery(
    world: World, service: LineageService
) -> None:
    """So its Delete looks for what that one has created."""
    world.stack.timeout_seconds = 10.0
    response = world.stack.send(world.stack.request("Create", "Data", EVERYTHING))
    assert response.physical_id == f"unfinished:{world.stack.events[-1]['RequestId']}"
    assert service.calls == []
