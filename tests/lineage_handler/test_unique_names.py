"""Where SageMaker takes a name once in account and region, a name in use is refused.

The API reference says that names are unique; the SageMaker SDK gives one name to many artifacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import EVERYTHING, OTHER_SOURCE, declaration
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import arns, assert_declared

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ONE, TWO = declaration(ArtifactName="one"), declaration(ArtifactName="two", Source=OTHER_SOURCE)


@pytest.fixture
def named(world: World, service: LineageService) -> World:
    """A stack with an artifact, where names are unique."""
    service.behaviour = Behaviour(unique_names=True)
    world.stack.deploy({"Data": EVERYTHING})
    return world


def test_another_source_under_the_same_name_takes_two_deployments(
    named: World, sagemaker: SageMakerClient
) -> None:
    """The old artifact has the name until the whole update has succeeded."""
    moved = declaration(Source=OTHER_SOURCE)
    with pytest.raises(
        ResourceFailed, match=r"CreateArtifact: ValidationException: .*training-data"
    ):
        named.stack.deploy({"Data": moved})
    assert_declared(sagemaker, named.arn("Data"), EVERYTHING)
    assert named.violations() == []
    named.stack.deploy({})
    named.stack.deploy({"Data": moved})
    assert arns(sagemaker) == [named.arn("Data")]
    assert named.violations() == []


def test_another_source_and_another_name_are_served(
    named: World, sagemaker: SageMakerClient
) -> None:
    named.stack.deploy({"Data": declaration(Source=OTHER_SOURCE, ArtifactName="other")})
    assert arns(sagemaker) == [named.arn("Data")]
    assert named.violations() == []


def test_exchanged_names_are_refused_and_rolled_back(
    named: World, sagemaker: SageMakerClient
) -> None:
    named.stack.deploy({"One": ONE, "Two": TWO})
    exchanged = {"One": ONE | {"ArtifactName": "two"}, "Two": TWO | {"ArtifactName": "one"}}
    with pytest.raises(ResourceFailed, match=r"UpdateArtifact: ValidationException: .*two"):
        named.stack.deploy(exchanged)
    assert_declared(sagemaker, named.arn("One"), ONE)
    assert_declared(sagemaker, named.arn("Two"), TWO)
    assert named.violations() == []


def test_construct_that_is_renamed_keeps_the_name(named: World, sagemaker: SageMakerClient) -> None:
    named.stack.deploy({"New": EVERYTHING})
    assert_declared(sagemaker, named.arn("New"), EVERYTHING)
    roll_back(named.stack, {"Other": EVERYTHING})
    assert named.violations() == []
