"""Updates that fail: rolled back, rolled back but for a resource that is skipped, or left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Fault, LineageService

from .declarations import EVERYTHING, GRAPH, NEW_VERSION, OTHER_SOURCE, artifact, declaration
from .simulator.deployment import ResourceFailed
from .simulator.faults import ALWAYS, kill
from .simulator.world import World
from .user_view import arns, assert_declared, associations, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

sources = pytest.mark.parametrize(
    "source", [OTHER_SOURCE, NEW_VERSION], ids=["another-key", "a-version"]
)


@pytest.fixture
def created(world: World) -> World:
    """A world whose stack has declared everything."""
    world.stack.deploy({"Data": EVERYTHING})
    return world


@sources
@pytest.mark.parametrize("takes_id", [False, True], ids=["keeps-id", "takes-id"])
def test_source_change_that_fails_after_the_new_artifact_was_created(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    source: dict[str, Any],
    *,
    takes_id: bool,
) -> None:
    """Whatever CloudFormation does with the physical id of a failed Update's response."""
    created.stack.behaviour.takes_failed_id = takes_id
    arn = created.arn("Data")
    service.faults.add(Fault("access_denied", "ListTags", times=6))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        created.stack.deploy({"Data": declaration(Source=source)})
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert created.violations() == []


@sources
def test_source_change_that_dies_after_the_new_artifact_was_created(
    created: World, service: LineageService, sagemaker: SageMakerClient, source: dict[str, Any]
) -> None:
    arn = created.arn("Data")
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed, match="no response"):
        created.stack.deploy({"Data": declaration(Source=source)})
    assert arns(sagemaker) == [arn]
    assert created.violations() == []


def test_association_moved_by_an_update_that_dies(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy(GRAPH)
    moved = GRAPH | {"Data": artifact("data", Source=OTHER_SOURCE)}
    service.faults.add(kill("after", operation="AddAssociation"), kill("before", times=2, skip=8))
    with pytest.raises(ResourceFailed, match="no response"):
        world.stack.deploy(moved)
    assert associations(sagemaker) == {("data", "model"): "ContributedTo"}
    assert world.violations() == []


@pytest.fixture
def skipped(created: World, service: LineageService) -> World:
    """A world whose stack has skipped the rollback of its resource, which has another source."""

    @contextmanager
    def failing_back(event: dict[str, Any]) -> Iterator[None]:
        """Deny the second Update, and each one after it."""
        updates = [each for each in created.stack.events if each["RequestType"] == "Update"]
        if len(updates) > 1:
            service.faults.add(Fault("access_denied", times=ALWAYS))
        yield
        service.faults.clear()

    created.stack.around = failing_back
    moved = {"Data": declaration(Source=OTHER_SOURCE)}
    with pytest.raises(ResourceFailed, match="another resource failed"):
        created.stack.deploy(moved, fail_at_end=True, skip=["Data"])
    created.stack.around = nullcontext
    return created


def test_skipped_resource_keeps_what_the_failed_deployment_left(
    skipped: World, sagemaker: SageMakerClient
) -> None:
    resource = skipped.stack.resources["Data"]
    found = sagemaker.describe_artifact(ArtifactArn=resource.physical_id)
    assert found["Source"] == OTHER_SOURCE
    assert resource.properties == EVERYTHING
    assert len(arns(sagemaker)) == 2
    assert skipped.violations() == []


def test_resource_that_was_skipped_comes_back_with_the_next_change(
    skipped: World, sagemaker: SageMakerClient
) -> None:
    changed = declaration(ArtifactName="changed")
    skipped.stack.deploy({"Data": changed})
    assert_declared(sagemaker, skipped.arn("Data"), changed)
    assert arns(sagemaker) == [skipped.arn("Data")]
    assert skipped.violations() == []


@pytest.mark.parametrize("keeps", [False, True], ids=["from-what-succeeded", "from-what-failed"])
def test_failed_update_that_is_not_rolled_back_goes_on_with_the_next(
    created: World, service: LineageService, sagemaker: SageMakerClient, *, keeps: bool
) -> None:
    """Express mode: the stack stays as it failed."""
    created.stack.behaviour.keeps_failed_properties = keeps
    moved = {"Data": declaration(Source=OTHER_SOURCE)}
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed):
        created.stack.deploy(moved, rolls_back=False)
    assert len(arns(sagemaker)) == 2
    assert created.violations() == []
    created.stack.deploy(moved)
    assert_declared(sagemaker, created.arn("Data"), moved["Data"])
    assert arns(sagemaker) == [created.arn("Data")]
    assert created.violations() == []


def test_failed_create_that_is_not_rolled_back_is_created_again(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """It has left an artifact; its Delete comes first."""
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed):
        world.stack.deploy({"Data": EVERYTHING}, rolls_back=False)
    assert len(arns(sagemaker)) == 1
    world.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    assert world.violations() == []
    world.stack.destroy()
    assert arns(sagemaker) == []
