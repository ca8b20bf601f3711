"""CloudFormation and Lambda deliver a request at least once, and responses get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService

from .declarations import EVERYTHING, declaration
from .simulator.faults import kill
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_request_that_is_delivered_twice_ends_alike(
    world: World, sagemaker: SageMakerClient, request_type: str
) -> None:
    stack = world.stack
    if request_type == "Create":
        event = stack.request("Create", "Data", EVERYTHING)
    else:
        arn = stack.create("Data", EVERYTHING).physical_id
        changed = declaration(Properties={"rows": "2"})
        event = stack.request(request_type, "Data", changed, arn, EVERYTHING)
    first = stack.send(event)
    second = stack.send(event)
    assert first == second
    assert first.succeeded
    assert len(arns(sagemaker)) == (request_type != "Delete")


@pytest.mark.parametrize("call", range(2))
def test_create_that_was_killed_is_not_taken_for_somebody_elses(
    world: World, service: LineageService, sagemaker: SageMakerClient, call: int
) -> None:
    """Its claim has the RequestId, by which the next delivery knows it."""
    service.faults.add(kill("after", skip=call))
    world.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    assert_declared(sagemaker, world.arn("Data"), EVERYTHING)
    world.stack.destroy()
    assert arns(sagemaker) == []


@pytest.mark.parametrize("call", range(8))
def test_rename_that_was_killed_goes_on_where_it_was(
    created: World, service: LineageService, sagemaker: SageMakerClient, call: int
) -> None:
    before = creation_times(sagemaker)
    service.faults.add(kill("after", skip=call))
    created.stack.deploy({"New": declaration(ArtifactName="changed")})
    assert service.faults.pending == []
    assert_declared(sagemaker, created.arn("New"), declaration(ArtifactName="changed"))
    assert creation_times(sagemaker) == before
    assert created.violations() == []
