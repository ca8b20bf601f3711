"""What identifies an artifact: its URI with its source types, or its URI alone.

Where it is the URI alone, another content of the URI is refused: it would overwrite the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import ADOPTING, EVERYTHING, NEW_VERSION, declaration
from .deployments import also_rolled_back
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import arns, assert_declared, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

OLD, NEW = EVERYTHING, declaration(Source=NEW_VERSION, Properties={"rows": "2"})
ONE_ARTIFACT = "SageMaker (has|may have) one artifact for all contents of"

duplicates = pytest.mark.parametrize("duplicate_source", ["raise", "return"])
by_uri = pytest.mark.parametrize(
    "world_by_uri", ["raise", "return"], indirect=True, ids=["refused", "responded"]
)


@pytest.fixture
def world_by_uri(world: World, service: LineageService, request: pytest.FixtureRequest) -> World:
    """A world in which a URI has one artifact, and a second create is refused or responds."""
    service.behaviour = Behaviour(identity="uri", duplicate_source=request.param)
    return world


@duplicates
def test_two_contents_of_a_uri_are_two_artifacts(
    world: World, service: LineageService, sagemaker: SageMakerClient, duplicate_source: Any
) -> None:
    service.behaviour = Behaviour(duplicate_source=duplicate_source)
    world.stack.deploy({"Old": OLD, "New": NEW})
    assert len(arns(sagemaker)) == 2
    world.stack.deploy({"New": NEW})
    assert_declared(sagemaker, world.arn("New"), NEW)
    assert world.violations() == []


@by_uri
def test_two_contents_in_a_stack_are_refused(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match=ONE_ARTIFACT):
        world_by_uri.stack.deploy({"Old": OLD, "New": NEW})
    assert arns(sagemaker) == []
    assert world_by_uri.violations() == []


@by_uri
def test_second_content_beside_the_first_is_refused(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    world_by_uri.stack.deploy({"Old": OLD})
    with pytest.raises(ResourceFailed, match=ONE_ARTIFACT):
        world_by_uri.stack.deploy({"Old": OLD, "New": NEW})
    assert_declared(sagemaker, world_by_uri.arn("Old"), OLD)
    assert world_by_uri.violations() == []


@by_uri
def test_another_content_of_a_resource_is_refused(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    """The artifact that it has is neither overwritten, nor released by the rollback."""
    world_by_uri.stack.deploy({"Data": OLD})
    with pytest.raises(ResourceFailed, match=ONE_ARTIFACT):
        world_by_uri.stack.deploy({"Data": NEW})
    assert_declared(sagemaker, world_by_uri.arn("Data"), OLD)
    assert holders(sagemaker, world_by_uri.arn("Data")) == ["Stack/Data"]
    assert world_by_uri.violations() == []


@by_uri
def test_another_content_is_served_in_two_deployments(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    """As the message says."""
    world_by_uri.stack.deploy({"Data": OLD})
    world_by_uri.stack.deploy({})
    assert world_by_uri.violations() == []
    world_by_uri.stack.deploy({"Data": NEW})
    assert_declared(sagemaker, world_by_uri.arn("Data"), NEW)
    assert world_by_uri.violations() == []


@by_uri
def test_content_that_a_job_made_another_of_is_not_adopted(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    job = world_by_uri.outsider.make(NEW_VERSION)
    with pytest.raises(ResourceFailed, match=ONE_ARTIFACT):
        world_by_uri.stack.deploy({"Data": ADOPTING})
    assert holders(sagemaker, job) == []
    assert arns(sagemaker) == [job]
    assert world_by_uri.violations() == []


@by_uri
@also_rolled_back
def test_rename_and_destroy_are_served(
    world_by_uri: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    world_by_uri.stack.deploy({"Old": OLD})
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            world_by_uri.stack.deploy({"New": OLD}, fail_at_end=True)
    else:
        world_by_uri.stack.deploy({"New": OLD})
    assert world_by_uri.violations() == []
    world_by_uri.stack.destroy()
    assert arns(sagemaker) == []


@by_uri
def test_content_changed_without_a_rollback_is_refused_until_it_is_changed_back(
    world_by_uri: World, sagemaker: SageMakerClient
) -> None:
    world_by_uri.stack.deploy({"Data": OLD})
    for _ in range(2):
        with pytest.raises(ResourceFailed, match=ONE_ARTIFACT):
            world_by_uri.stack.deploy({"Data": NEW}, rolls_back=False)
    world_by_uri.stack.deploy({"Data": OLD})
    assert_declared(sagemaker, world_by_uri.arn("Data"), OLD)
    assert world_by_uri.violations() == []
