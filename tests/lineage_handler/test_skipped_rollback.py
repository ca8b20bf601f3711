"""A rollback that fails for one resource, which the user skips."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Fault, LineageService

from .declarations import EVERYTHING, OTHER_SOURCE, declaration
from .deployments import roll_back
from .simulator.faults import ALWAYS
from .simulator.world import World
from .user_view import arns, assert_declared, holders, source_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture
def skipped(created: World, service: LineageService) -> World:
    """A world whose stack has skipped the rollback of its resource, which has another source."""

    @contextmanager
    def failing_back(_: dict[str, Any]) -> Iterator[None]:
        """Deny the second Update, and each one after it."""
        updates = [each for each in created.stack.events if each["RequestType"] == "Update"]
        if len(updates) > 1:
            service.faults.add(Fault("access_denied", times=ALWAYS))
        yield
        service.faults.clear()

    # The claims tell by the second which one came first.
    created.turns.sleep(60)
    created.stack.around = failing_back
    roll_back(created.stack, {"Data": declaration(Source=OTHER_SOURCE)}, skip=["Data"])
    created.stack.around = nullcontext
    return created


def test_skipped_resource_keeps_what_the_failed_deployment_left(
    skipped: World, sagemaker: SageMakerClient
) -> None:
    resource = skipped.stack.resources["Data"]
    assert source_of(sagemaker, resource.physical_id) == OTHER_SOURCE
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


def test_stack_with_a_skipped_resource_leaves_the_artifact_that_cloudformation_has_forgotten(
    skipped: World, sagemaker: SageMakerClient
) -> None:
    """Its claim is stale, and protects it; remove the claim's tag to let it go."""
    (forgotten,) = (each for each in skipped.stack.forgotten if each.physical_id)
    skipped.stack.destroy()
    assert arns(sagemaker) == [forgotten.physical_id]
    assert holders(sagemaker, forgotten.physical_id) == ["Stack/Data"]
    assert skipped.violations() == []


def test_artifact_from_before_the_skipped_rollback_survives_the_next_change(
    skipped: World, sagemaker: SageMakerClient
) -> None:
    """The next change goes the same way again, and is rolled back, this time to the end."""
    (before,) = (arn for arn in arns(sagemaker) if arn != skipped.arn("Data"))
    created = sagemaker.describe_artifact(ArtifactArn=before)["CreationTime"]
    roll_back(skipped.stack, {"Data": declaration(Source=OTHER_SOURCE, ArtifactName="again")})
    assert skipped.arn("Data") == before
    assert sagemaker.describe_artifact(ArtifactArn=before)["CreationTime"] == created
    assert skipped.violations() == []
