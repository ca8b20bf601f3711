"""SageMaker throttles, fails, refuses for a moment, or is out of quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .declarations import EVERYTHING, declaration
from .simulator.deployment import ResourceFailed
from .simulator.faults import ALWAYS
from .simulator.function import ExecutionEnvironment
from .simulator.stack import SimulatedStack
from .simulator.world import World
from .user_view import arns, associations

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def many(count: int) -> dict[str, dict[str, Any]]:
    """Return a template of many artifacts."""
    return {
        f"Data{number}": declaration(Source={"SourceUri": f"s3://bucket/{number}"})
        for number in range(count)
    }


def test_throttling_at_two_requests_a_second(
    stack: SimulatedStack, service: LineageService
) -> None:
    service.behaviour = Behaviour(requests_per_second=2)
    stack.deploy(many(6))
    throttled = [call for call in service.calls if call.result == "ThrottlingException"]
    service.behaviour = Behaviour()
    assert throttled
    assert len(stack.resources) == 6


@pytest.mark.parametrize("outcome", ["throttle", "error", "unavailable", "conflict", "reset"])
def test_what_passes_is_tried_again(world: World, service: LineageService, outcome: Any) -> None:
    service.faults.add(Fault(outcome, "CreateArtifact", times=3))
    world.stack.deploy({"Data": EVERYTHING})


def test_throttling_of_minutes_is_waited_out(world: World, service: LineageService) -> None:
    service.faults.add(Fault("throttle", "CreateArtifact", times=60))
    world.stack.deploy({"Data": EVERYTHING})
    assert world.turns.monotonic() > 300


def test_policy_that_is_not_known_everywhere_yet(world: World, service: LineageService) -> None:
    service.faults.add(Fault("access_denied", "CreateArtifact", times=3))
    world.stack.deploy({"Data": EVERYTHING})


def test_what_does_not_pass_is_not_tried_again(world: World, service: LineageService) -> None:
    with pytest.raises(ResourceFailed):
        world.stack.deploy({"Data": declaration(ArtifactName="not a name")})
    assert [call.operation for call in service.calls] == ["CreateArtifact"]


def test_conflict_does_not_make_an_association_one_of_somebody_elses(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """It was once taken for an association that exists, and the original was deleted."""
    world.stack.deploy(many(2))
    ends = {"SourceArn": world.arn("Data0"), "DestinationArn": world.arn("Data1")}
    service.faults.add(Fault("conflict", "AddAssociation", times=2))
    world.stack.deploy(many(2) | {"Edge": ends})
    assert len(associations(sagemaker)) == 1
    assert world.violations() == []


def test_quota_reached_in_the_middle_of_a_stack(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.behaviour = Behaviour(quota=3)
    with pytest.raises(ResourceFailed, match="ResourceLimitExceeded") as failed:
        world.stack.deploy(many(5))
    assert "is 3 Artifacts" in str(failed.value)
    assert "ask for a higher quota" in str(failed.value)
    assert arns(sagemaker) == []
    assert world.violations() == []


def test_delete_after_a_create_that_could_not_reach_sagemaker_asks_nobody(
    stack: SimulatedStack,
    service: LineageService,
    environment: ExecutionEnvironment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It could not either, and the stack could never be deleted."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:9")
    environment.start()
    with pytest.raises(ResourceFailed, match="cannot reach SageMaker"):
        stack.create("Data", EVERYTHING)
    _, delete = stack.events
    assert delete["PhysicalResourceId"] == "nothing-created:Data"
    assert service.calls == []


def test_function_that_is_throttled_to_the_end_says_so_in_time(
    world: World, service: LineageService
) -> None:
    """And writes nothing afterwards."""
    service.faults.add(Fault("throttle", "CreateArtifact", times=ALWAYS))
    world.stack.timeout_seconds = 120.0
    with pytest.raises(ResourceFailed, match="until the function's time was up"):
        world.stack.deploy({"Data": EVERYTHING})
    create = world.stack.exchanges[0]
    assert create.event["RequestType"] == "Create"
    assert create.response.physical_id.startswith("unfinished:")
