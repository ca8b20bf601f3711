"""A Create that failed: its Delete has no ARN, and finds what the Create has made.

The id says that nothing was created, or which request may have created something; or CloudFormation
has made it up, because the Create did not respond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Fault, LineageService

from .calls import operations
from .declarations import ADOPTING, EVERYTHING, NEW_VERSION, OTHER_SOURCE, declaration
from .simulator.deployment import ResourceFailed
from .simulator.faults import ALWAYS, kill
from .simulator.function import ExecutionEnvironment
from .simulator.stack import SimulatedStack
from .simulator.world import World
from .user_view import arns, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

IDS = [
    "",
    "made-up",
    "Stack-Data-1A2B3C4D",
    "nothing-created:Data",
    "unfinished:0f5b1f9e-0000-0000-0000-000000000000",
    "arn:aws:s3:::b",
]


@pytest.mark.parametrize("physical_id", IDS)
def test_delete_with_an_id_that_is_no_arn_harms_nobody_else(
    created: World, sagemaker: SageMakerClient, physical_id: str
) -> None:
    created.stack.delete("Another", EVERYTHING, physical_id)
    assert holders(sagemaker, created.arn("Data")) == ["Stack/Data"]
    assert created.violations() == []


@pytest.mark.parametrize("physical_id", ["", "Stack-Data-1A2B3C4D"])
def test_delete_with_a_made_up_id_finds_what_the_create_has_made(
    world: World, sagemaker: SageMakerClient, physical_id: str
) -> None:
    world.stack.send(world.stack.request("Create", "Data", EVERYTHING))
    assert len(arns(sagemaker)) == 1
    world.stack.delete("Data", EVERYTHING, physical_id)
    assert arns(sagemaker) == []


def test_delete_with_a_made_up_id_leaves_another_version_of_the_key_alone(
    created: World, sagemaker: SageMakerClient
) -> None:
    moved = declaration(Source=NEW_VERSION)
    created.stack.delete("Data", moved, created.stack.made_up_id("Data"))
    assert holders(sagemaker, created.arn("Data")) == ["Stack/Data"]
    assert created.violations() == []


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


def test_delete_after_a_create_that_was_refused_asks_nobody(
    world: World, service: LineageService
) -> None:
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        world.stack.deploy({"Data": declaration(ArtifactName="not a name")})
    assert operations(service) == ["CreateArtifact"]


def test_delete_after_a_create_on_what_another_stack_holds_asks_nobody(
    world: World, service: LineageService
) -> None:
    """So it cannot take a claim off that an earlier Create of the same resource has left."""
    world.neighbour.deploy({"Data": EVERYTHING})
    with pytest.raises(ResourceFailed, match="held by Neighbour/Data"):
        world.stack.deploy({"Data": EVERYTHING})
    delete = world.stack.exchanges[-1]
    assert delete.event["PhysicalResourceId"] == "nothing-created:Data"
    assert operations(service)[-1] == "ListTags", "the Create's last call"


def test_failed_create_that_is_not_rolled_back_is_deleted_before_the_next(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    assert len(arns(sagemaker)) == 1
    world.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    assert world.violations() == []
    world.stack.destroy()
    assert arns(sagemaker) == []


@pytest.fixture
def failed(world: World, service: LineageService) -> World:
    """A world whose stack is left with a failed Create, whose Delete comes after the next one."""
    world.stack.behaviour.deletes_failed_first = False
    service.faults.add(Fault("access_denied", "ListTags", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    service.faults.clear()
    create = world.stack.events[0]
    physical_id = world.stack.resources["Data"].physical_id
    assert physical_id.startswith(f"unfinished:{create['RequestId']}:arn:")
    return world


def test_delete_of_a_failed_create_releases_what_it_has_made(
    failed: World, sagemaker: SageMakerClient
) -> None:
    failed.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
    assert arns(sagemaker) == [failed.arn("Data")]
    assert failed.violations() == []


def test_delete_of_a_failed_create_leaves_what_the_next_create_has_adopted(
    failed: World, sagemaker: SageMakerClient
) -> None:
    """Two Creates of one logical id, without a rollback between them."""
    failed.stack.deploy({"Data": ADOPTING})
    assert holders(sagemaker, failed.arn("Data")) == ["Stack/Data"]
    assert failed.violations() == []
    failed.stack.destroy()
    assert arns(sagemaker) == []


def test_create_that_follows_a_failed_one_is_refused_without_adoption(
    failed: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="that one was not rolled back"):
        failed.stack.deploy({"Data": EVERYTHING})
    assert arns(sagemaker) == []
    assert failed.violations() == []
