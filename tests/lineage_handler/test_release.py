"""A resource leaves its artifact: with its ARN, the id of a failed Create, or a made-up id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Fault, LineageService

from .declarations import EVERYTHING, NEW_VERSION, OTHER_SOURCE, declaration
from .simulator.deployment import ResourceFailed
from .simulator.faults import ALWAYS
from .simulator.resources import PhysicalResource
from .simulator.world import World
from .user_view import arns, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.mark.parametrize(
    "physical_id",
    [
        "",
        "made-up",
        "Stack-Data-1A2B3C4D",
        "nothing-created:Data",
        "unfinished:0f5b1f9e-0000-0000-0000-000000000000",
        "arn:aws:s3:::b",
    ],
)
def test_delete_with_an_id_that_is_no_arn_harms_nobody_else(
    world: World, sagemaker: SageMakerClient, physical_id: str
) -> None:
    world.stack.deploy({"Data": EVERYTHING})
    world.stack.delete("Another", EVERYTHING, physical_id)
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    assert world.violations() == []


@pytest.mark.parametrize("physical_id", ["", "Stack-Data-1A2B3C4D"])
def test_delete_with_a_made_up_id_finds_what_the_create_has_made(
    world: World, sagemaker: SageMakerClient, physical_id: str
) -> None:
    world.stack.send(world.stack.request("Create", "Data", EVERYTHING))
    assert len(arns(sagemaker)) == 1
    world.stack.delete("Data", EVERYTHING, physical_id)
    assert arns(sagemaker) == []


def test_delete_with_a_made_up_id_leaves_another_version_of_the_key_alone(
    world: World, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy({"Data": EVERYTHING})
    arn = world.arn("Data")
    moved = declaration(Source=NEW_VERSION)
    world.stack.delete("Data", moved, world.stack.made_up_id("Data"))
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert world.violations() == []


def test_delete_of_a_failed_create_releases_that_creates_claim_only(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Two Creates of one logical id, without a rollback between them."""
    world.stack.behaviour.deletes_failed_first = False
    service.faults.add(Fault("access_denied", "ListTags", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    service.faults.clear()
    failed = world.stack.resources["Data"]
    assert failed.physical_id.startswith("unfinished:")
    world.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
    assert arns(sagemaker) == [world.arn("Data")]
    assert world.violations() == []


def test_delete_of_a_failed_create_leaves_what_the_next_create_has_adopted(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.behaviour.deletes_failed_first = False
    service.faults.add(Fault("access_denied", "ListTags", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    service.faults.clear()
    world.stack.deploy({"Data": declaration(OnExisting="ADOPT")})
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    assert world.violations() == []
    world.stack.destroy()
    assert arns(sagemaker) == []


def test_create_that_follows_a_failed_one_is_refused_without_adoption(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.behaviour.deletes_failed_first = False
    service.faults.add(Fault("access_denied", "ListTags", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    service.faults.clear()
    with pytest.raises(ResourceFailed, match="that one was not rolled back"):
        world.stack.deploy({"Data": EVERYTHING})
    assert arns(sagemaker) == []
    assert world.violations() == []


def test_stale_claim_of_a_clean_up_that_was_given_up_protects_the_artifact(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """CloudFormation forgets what it could not delete; others who hold it come and go."""
    world.stack.deploy({"Data": EVERYTHING})
    arn = world.arn("Data")
    service.faults.add(Fault("access_denied", "DeleteTags", times=ALWAYS))
    world.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
    service.faults.clear()
    assert world.stack.forgotten == [PhysicalResource("Data", EVERYTHING, arn)]
    world.neighbour.deploy({"Mine": declaration(OnExisting="ADOPT")})
    world.neighbour.destroy()
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert world.violations() == []


def test_resource_that_comes_back_to_what_was_given_up_has_it_again(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy({"Data": EVERYTHING})
    arn = world.arn("Data")
    service.faults.add(Fault("access_denied", "DeleteTags", times=ALWAYS))
    world.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
    service.faults.clear()
    world.stack.deploy({"Data": EVERYTHING})
    assert world.arn("Data") == arn
    assert arns(sagemaker) == [arn]
    world.stack.destroy()
    assert arns(sagemaker) == []
    assert world.violations() == []


def test_claim_that_goes_is_seen_off_before_the_artifact_is_deleted(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy({"Data": EVERYTHING})
    before = len(service.calls)
    world.stack.destroy()
    operations = [call.operation for call in service.calls[before:]]
    assert operations[:3] == ["ListTags", "DeleteTags", "ListTags"]
    assert operations[-1] == "DeleteArtifact"


def test_delete_whose_rights_are_gone_is_repeated_by_the_user(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy({"Data": EVERYTHING})
    arn = world.arn("Data")
    service.faults.add(Fault("access_denied", "DeleteArtifact", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        world.stack.destroy()
    assert "cdk-sagemaker-lineage:managed" in tags_of(sagemaker, arn)
    service.faults.clear()
    world.stack.destroy()
    assert arns(sagemaker) == []
