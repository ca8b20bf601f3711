"""SageMaker throttles, fails, refuses for a moment, or is out of quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .declarations import EVERYTHING, declaration
from .simulator.deployment import ResourceFailed
from .simulator.stack import SimulatedStack
from .simulator.world import World
from .user_view import arns, assert_declared

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def many(count: int) -> dict[str, dict[str, Any]]:
    """Return a template of many artifacts."""
    return {
        f"Data{number}": declaration(Source={"SourceUri": f"s3://bucket/{number}"})
        for number in range(count)
    }


def test_stack_that_is_throttled_at_two_requests_a_second_is_deployed(
    stack: SimulatedStack, service: LineageService
) -> None:
    service.behaviour = Behaviour(requests_per_second=2)
    stack.deploy(many(6))
    throttled = [call for call in service.calls if call.result == "ThrottlingException"]
    service.behaviour = Behaviour()
    assert throttled
    assert len(stack.resources) == 6


@pytest.mark.parametrize("outcome", ["throttle", "error", "unavailable", "conflict", "reset"])
@pytest.mark.parametrize("operation", ["CreateArtifact", "UpdateArtifact", "DeleteArtifact"])
def test_what_passes_is_tried_again(
    world: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    operation: str,
    outcome: Any,
) -> None:
    service.faults.add(Fault(outcome, operation, times=3))
    world.stack.deploy({"Data": EVERYTHING})
    world.stack.deploy({"Data": declaration(ArtifactName="changed")})
    assert_declared(sagemaker, world.arn("Data"), declaration(ArtifactName="changed"))
    world.stack.destroy()
    assert arns(sagemaker) == []
    assert service.faults.pending == []


def test_throttling_for_minutes_is_waited_out(world: World, service: LineageService) -> None:
    service.faults.add(Fault("throttle", "CreateArtifact", times=60))
    world.stack.deploy({"Data": EVERYTHING})
    assert world.turns.monotonic() > 300


def test_policy_that_is_not_known_everywhere_yet(world: World, service: LineageService) -> None:
    service.faults.add(Fault("access_denied", "CreateArtifact", times=3))
    world.stack.deploy({"Data": EVERYTHING})


def test_what_does_not_pass_is_not_tried_again(world: World, service: LineageService) -> None:
    with pytest.raises(ResourceFailed):
        world.stack.deploy({"Data": declaration(ArtifactName="not a name")})
    assert operations(service) == ["CreateArtifact"]


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
