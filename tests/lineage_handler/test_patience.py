"""A service that throttles, fails, lags or is out of quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .cloudformation import ResourceFailed, Stack
from .environment import Environment
from .test_lifecycle import EVERYTHING, declaration
from .test_ownership import holders, sources

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def many(count: int) -> dict[str, dict[str, Any]]:
    return {
        f"Data{number}": declaration(Source={"SourceUri": f"s3://bucket/{number}"})
        for number in range(count)
    }


def test_throttling_at_two_requests_a_second(stack: Stack, service: LineageService) -> None:
    service.behaviour = Behaviour(requests_per_second=2)
    stack.deploy(many(6))
    throttled = [call for call in service.calls if call.result == "ThrottlingException"]
    service.behaviour = Behaviour()
    assert throttled
    assert len(stack.resources) == 6


@pytest.mark.parametrize("outcome", ["throttle", "error", "unavailable", "reset"])
def test_what_passes_is_tried_again(stack: Stack, service: LineageService, outcome: Any) -> None:
    service.faults.add(Fault(outcome, "CreateArtifact", times=2))
    assert stack.create("Data", EVERYTHING).succeeded


def test_a_policy_that_is_not_known_everywhere_yet(stack: Stack, service: LineageService) -> None:
    service.faults.add(Fault("access_denied", "CreateArtifact", times=2))
    assert stack.create("Data", EVERYTHING).succeeded


def test_what_does_not_pass_is_not_tried_again(stack: Stack, service: LineageService) -> None:
    answer = stack.send(stack.request("Create", "Data", declaration(ArtifactName="not a name")))
    assert not answer.succeeded
    assert [call.operation for call in service.calls] == ["CreateArtifact"]


def test_quota_reached_in_the_middle_of_a_stack(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.behaviour = Behaviour(quota=3)
    with pytest.raises(ResourceFailed, match="ResourceLimitExceeded") as failed:
        stack.deploy(many(5))
    assert "is 3 Artifacts" in str(failed.value)
    assert "ask for a higher quota" in str(failed.value)
    assert stack.resources == {}
    assert sources(sagemaker) == {}


def test_delete_after_a_create_that_could_not_reach_sagemaker_asks_nobody(
    stack: Stack,
    service: LineageService,
    environment: Environment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It could not either, and the stack could never be deleted."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:9")
    environment.start()
    with pytest.raises(ResourceFailed, match="cannot reach SageMaker"):
        stack.create("Data", EVERYTHING)
    create, delete = stack.events
    assert delete["PhysicalResourceId"] == "nothing-created:Data"
    assert service.calls == []
    assert create["RequestType"] == "Create"


def test_lists_that_lag_behind_a_rename(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=0.1)
    arn = stack.create("Old", EVERYTHING).physical_id
    stack.deploy({"New": declaration(MetadataProperties={"CommitId": "def456"})})
    assert holders(sagemaker, arn) == {"Stack/New"}
    stack.destroy()
    service.behaviour = Behaviour()
    assert sources(sagemaker) == {}


def test_lists_that_lag_behind_a_create_whose_answer_is_lost(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=0.1)
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    arn = stack.create("Data", EVERYTHING).physical_id
    service.behaviour = Behaviour()
    assert list(sources(sagemaker).values()) == [arn]
