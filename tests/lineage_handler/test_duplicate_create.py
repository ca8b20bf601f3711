"""Whatever a second CreateArtifact on a source does: it is refused, or responds with the ARN.

That it is refused is what the SageMaker SDK takes for granted; the API reference does not say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import (
    ADOPTING,
    ENTITIES,
    EVERYTHING,
    GRAPH,
    NEW_VERSION,
    OTHER_SOURCE,
    association,
    declaration,
)
from .deployments import also_rolled_back, deploy
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import (
    PREFIX,
    arns,
    assert_declared,
    associations,
    creation_times,
    holders,
    records,
    tags_of,
)

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture(autouse=True, params=["raise", "return"])
def behaviour(service: LineageService, request: pytest.FixtureRequest) -> None:
    """Let the service raise an error, or return the ARN of the artifact that is there."""
    service.behaviour = Behaviour(duplicate_source=request.param)


@also_rolled_back
@pytest.mark.parametrize("new_name", ["changed", "training-data"])
def test_renamed_construct_keeps_its_artifact(
    created: World, sagemaker: SageMakerClient, new_name: str, *, is_rolled_back: bool
) -> None:
    arn, before = created.arn("Data"), creation_times(sagemaker)
    renamed = declaration(ArtifactName=new_name)
    deploy(created.stack, {"New": renamed}, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    assert holders(sagemaker, arn) == [f"Stack/{'Data' if is_rolled_back else 'New'}"]
    assert_declared(sagemaker, arn, renamed)
    assert created.violations() == []


def test_artifact_of_a_job_is_left_alone_without_adoption(
    world: World, sagemaker: SageMakerClient
) -> None:
    arn = world.outsider.make(EVERYTHING["Source"], Properties={"job": "7"})
    with pytest.raises(ResourceFailed, match="SageMaker or another tool made it"):
        world.stack.deploy({"Data": EVERYTHING})
    assert tags_of(sagemaker, arn) == {}
    assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"] == {"job": "7"}
    assert world.violations() == []


def test_artifact_of_a_job_is_adopted_and_stays(world: World, sagemaker: SageMakerClient) -> None:
    arn = world.outsider.make(EVERYTHING["Source"])
    before = creation_times(sagemaker)
    world.stack.deploy({"Data": ADOPTING})
    assert tags_of(sagemaker, arn)[PREFIX + "managed"] == "adopted"
    world.stack.destroy()
    assert creation_times(sagemaker) == before
    assert world.violations() == []


def test_artifact_of_another_stack_is_left_alone_without_adoption(
    world: World, sagemaker: SageMakerClient
) -> None:
    world.neighbour.deploy({"Data": EVERYTHING})
    with pytest.raises(ResourceFailed, match="held by Neighbour/Data"):
        world.stack.deploy({"Data": declaration(ArtifactName="mine")})
    (arn,) = arns(sagemaker)
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert world.violations() == []


@pytest.mark.parametrize("is_adopting", [False, True], ids=["refused", "adopted"])
def test_retained_artifact_survives(
    created: World, sagemaker: SageMakerClient, *, is_adopting: bool
) -> None:
    arn = created.arn("Data")
    created.stack.deploy({}, retain=["Data"])
    if is_adopting:
        created.stack.deploy({"Data": ADOPTING})
        created.stack.destroy()
    else:
        with pytest.raises(ResourceFailed, match="since an earlier Create"):
            created.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert created.violations() == []


@pytest.mark.parametrize("at", ["before", "after"])
@pytest.mark.parametrize("call", range(2))
def test_create_that_is_delivered_again_knows_what_it_has_made(
    world: World, service: LineageService, sagemaker: SageMakerClient, call: int, at: str
) -> None:
    service.faults.add(kill(at, skip=call))
    world.stack.deploy({"Data": EVERYTHING})
    assert holders(sagemaker, world.arn("Data")) == ["Stack/Data"]
    world.stack.destroy()
    assert arns(sagemaker) == []


@also_rolled_back
@pytest.mark.parametrize("source", [OTHER_SOURCE, NEW_VERSION], ids=["another-key", "a-version"])
def test_source_change_comes_back_to_the_artifact_that_is_there(
    created: World, sagemaker: SageMakerClient, source: dict[str, Any], *, is_rolled_back: bool
) -> None:
    """The rollback's Update creates on the source of an artifact that the resource still has."""
    old = created.arn("Data")
    deploy(created.stack, {"Data": declaration(Source=source)}, is_rolled_back=is_rolled_back)
    assert arns(sagemaker) == [created.arn("Data")]
    assert (created.arn("Data") == old) == is_rolled_back
    assert created.violations() == []


@also_rolled_back
def test_exchanged_sources_keep_their_artifacts(
    world: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    other = declaration(Source=OTHER_SOURCE)
    world.stack.deploy({"A": EVERYTHING, "B": other})
    before = creation_times(sagemaker)
    deploy(world.stack, {"A": other, "B": EVERYTHING}, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    assert world.violations() == []


@also_rolled_back
def test_renamed_association_stays(
    graph: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    before = creation_times(sagemaker)
    renamed = ENTITIES | {"New": association(Ref("Data"), Ref("Model"))}
    deploy(graph.stack, renamed, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    assert graph.violations() == []
    graph.stack.deploy(ENTITIES)
    assert records(sagemaker) == []


def test_association_of_another_stack_is_left_alone_without_adoption(
    graph: World, sagemaker: SageMakerClient
) -> None:
    edge = association(graph.arn("Data"), graph.arn("Model"))
    with pytest.raises(ResourceFailed, match="held by Stack/Edge"):
        graph.neighbour.deploy({"Edge": edge})
    graph.stack.deploy(GRAPH)
    assert associations(sagemaker) == {("data", "model"): "ContributedTo"}
    assert graph.violations() == []
