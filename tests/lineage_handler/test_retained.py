"""An artifact that was retained, and is declared again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService

from .declarations import ADOPTING, EVERYTHING, declaration
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.world import World
from .user_view import PREFIX, arns, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

HOURS = 3 * 3600.0


@pytest.fixture(params=[0.0, HOURS], ids=["at-once", "hours-later"])
def retained(created: World, request: pytest.FixtureRequest) -> World:
    """A world whose stack has dropped the artifact without deleting it."""
    created.stack.clock.sleep(request.param)
    created.stack.deploy({}, retain=["Data"])
    return created


def test_retained_artifact_is_not_deleted(retained: World, sagemaker: SageMakerClient) -> None:
    ((_, arn),) = retained.stack.retained
    retained.stack.destroy()
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert retained.violations() == []


def test_retained_artifact_is_refused_to_its_old_logical_id_without_adoption(
    retained: World, sagemaker: SageMakerClient
) -> None:
    """And the rollback leaves it alone."""
    ((_, arn),) = retained.stack.retained
    with pytest.raises(ResourceFailed, match="held by Stack/Data since an earlier Create"):
        retained.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert retained.violations() == []


def test_retained_artifact_that_is_adopted_has_both_claims(
    retained: World, sagemaker: SageMakerClient
) -> None:
    """The earlier claim is kept beside the new one, under a key of its own."""
    retained.stack.deploy({"Data": ADOPTING})
    assert holders(sagemaker, retained.arn("Data")) == ["Stack/Data", "Stack/Data"]
    assert retained.violations() == []


@pytest.mark.parametrize("how", ["rolled back", "removed", "retained again"])
def test_retained_artifact_that_is_adopted_survives(
    retained: World, sagemaker: SageMakerClient, how: str
) -> None:
    ((_, arn),) = retained.stack.retained
    if how == "rolled back":
        roll_back(retained.stack, {"Data": ADOPTING})
    else:
        retained.stack.deploy({"Data": ADOPTING})
        retained.stack.deploy({}, retain=["Data"] if how == "retained again" else [])
    assert arns(sagemaker) == [arn]
    assert retained.violations() == []
    retained.stack.deploy({"Data": ADOPTING})
    retained.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert retained.violations() == []


@pytest.mark.parametrize("call", range(7))
def test_retained_artifact_survives_an_adoption_that_was_killed(
    retained: World, service: LineageService, sagemaker: SageMakerClient, call: int
) -> None:
    """However far the Create had come."""
    ((_, arn),) = retained.stack.retained
    service.faults.add(kill("after", skip=call))
    retained.stack.deploy({"Data": ADOPTING | {"ArtifactName": "again"}})
    assert service.faults.pending == []
    assert holders(sagemaker, arn) == ["Stack/Data", "Stack/Data"]
    retained.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert retained.violations() == []


def test_retained_artifact_is_let_go_by_removing_its_old_claim(
    retained: World, sagemaker: SageMakerClient
) -> None:
    retained.stack.deploy({"Data": ADOPTING})
    arn = retained.arn("Data")
    (old,) = (key for key in tags_of(sagemaker, arn) if key.count(":") == 4)
    assert old.startswith(PREFIX + "claim:")
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=[old])
    retained.stack.destroy()
    assert arns(sagemaker) == []


def test_stack_that_is_deployed_again_under_its_name_is_another_one(
    retained: World, sagemaker: SageMakerClient
) -> None:
    """It has to say that it wants the artifact."""
    ((_, arn),) = retained.stack.retained
    retained.neighbour.name = "Stack"
    with pytest.raises(ResourceFailed, match="held by Stack/Data"):
        retained.neighbour.deploy({"Data": EVERYTHING})
    retained.neighbour.deploy({"Data": ADOPTING})
    retained.neighbour.destroy()
    assert arns(sagemaker) == [arn]


def test_old_name_that_was_retained_keeps_its_claim(
    world: World, sagemaker: SageMakerClient
) -> None:
    """No Delete comes for the old name: the artifact stays, and stays the old name's too."""
    world.stack.deploy({"Old": EVERYTHING})
    arn = world.arn("Old")
    world.stack.deploy({"New": EVERYTHING}, retain=["Old"])
    world.stack.deploy({"New": declaration(ArtifactName="again")})
    assert holders(sagemaker, arn) == ["Stack/New", "Stack/Old"]
    world.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert world.violations() == []
