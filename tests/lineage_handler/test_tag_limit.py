"""Too many tags are refused before anything is written, with what there is of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .calls import writes
from .declarations import declaration
from .simulator.deployment import ResourceFailed
from .simulator.stack import SimulatedStack
from .simulator.world import World
from .user_view import arns, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def tagged(count: int, **changes: Any) -> dict[str, Any]:
    """Declare everything, with so many tags."""
    return declaration(Tags=[{"Key": f"key-{n}", "Value": "x"} for n in range(count)], **changes)


def more_stacks(world: World, count: int) -> list[SimulatedStack]:
    handler, responses, clock = world.stack.handler, world.stack.responses, world.stack.clock
    return [SimulatedStack(handler, responses, f"S{n}", clock=clock) for n in range(count)]


@pytest.fixture
def full(world: World, sagemaker: SageMakerClient) -> World:
    """A world with an artifact that has 50 tags: four stacks share it, and 45 are declared."""
    world.stack.deploy({"Data": tagged(45)})
    for stack in (world.neighbour, *more_stacks(world, 2)):
        stack.deploy({"Data": tagged(45, OnExisting="ADOPT")})
    (arn,) = arns(sagemaker)
    assert len(tags_of(sagemaker, arn)) == 50
    return world


def test_rename_of_what_has_all_tags_is_refused_and_changes_nothing(
    full: World, sagemaker: SageMakerClient, service: LineageService
) -> None:
    before, written = tags_of(sagemaker, full.arn("Data")), writes(service)
    with pytest.raises(ResourceFailed) as failed:
        full.stack.deploy({"New": tagged(45, ArtifactName="new")})
    assert "would have 51 tags, and SageMaker allows 50: 45 are declared" in str(failed.value)
    assert "Neighbour/Data, S0/Data, S1/Data, Stack/Data, Stack/New" in str(failed.value)
    assert tags_of(sagemaker, full.arn("Data")) == before
    assert writes(service) == [*written, "CreateArtifact"]  # which finds the source taken


def test_one_stack_too_many_is_refused_and_changes_nothing(
    full: World, sagemaker: SageMakerClient
) -> None:
    before = tags_of(sagemaker, full.arn("Data"))
    (fifth,) = more_stacks(full, 1)
    with pytest.raises(ResourceFailed, match="let fewer stacks share the artifact"):
        fifth.deploy({"Data": tagged(45, OnExisting="ADOPT")})
    assert tags_of(sagemaker, full.arn("Data")) == before


def test_tags_that_an_adoption_would_add_are_counted_before_its_claim(
    full: World, sagemaker: SageMakerClient, service: LineageService
) -> None:
    arn = full.arn("Data")
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=["key-0", "key-1"])
    before, written = tags_of(sagemaker, arn), writes(service)
    (fifth,) = more_stacks(full, 1)
    with pytest.raises(ResourceFailed, match="would have 51 tags"):
        fifth.deploy({"Data": tagged(45, OnExisting="ADOPT")})
    assert tags_of(sagemaker, arn) == before
    assert writes(service) == [*written, "CreateArtifact"]  # which finds the source taken


def test_update_with_too_many_tags_changes_nothing(full: World, sagemaker: SageMakerClient) -> None:
    before = tags_of(sagemaker, full.arn("Data"))
    more = declaration(Tags=[*tagged(44)["Tags"], *({"Key": k, "Value": ""} for k in "ab")])
    with pytest.raises(ResourceFailed, match="46 are declared or others', and 5 say who owns it"):
        full.stack.deploy({"Data": more})
    assert tags_of(sagemaker, full.arn("Data")) == before
    assert len(holders(sagemaker, full.arn("Data"))) == 4


def test_tag_that_replaces_another_is_not_one_too_many(
    full: World, sagemaker: SageMakerClient
) -> None:
    other = declaration(Tags=[*tagged(44)["Tags"], {"Key": "other", "Value": ""}])
    full.stack.deploy({"Data": other})
    tags = tags_of(sagemaker, full.arn("Data"))
    assert "other" in tags
    assert len(tags) == 50


def test_create_with_too_many_tags_writes_nothing(world: World, sagemaker: SageMakerClient) -> None:
    with pytest.raises(ResourceFailed, match="49 are declared or others', and 2 say who owns it"):
        world.stack.deploy({"Data": tagged(49)})
    assert arns(sagemaker) == []
    assert world.violations() == []
