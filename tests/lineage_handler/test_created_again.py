"""What has just been deleted is created again: lists, tags and descriptions still show the old."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .declarations import ENTITIES, EVERYTHING, GRAPH, declaration
from .late import ALL, LAG
from .simulator.faults import kill
from .simulator.world import World
from .test_eventual_consistency import JOINED, settle
from .user_view import arns, assert_declared, associations

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# Lambda delivers again after a minute.
LONGER = 70.0


@pytest.mark.parametrize(
    "behaviour",
    [Behaviour(create_tag_lag_seconds=LAG, tag_cleanup_lag_seconds=LAG), ALL],
    ids=["tags", "all"],
)
def test_delete_that_comes_again_leaves_what_another_stack_has_created_since(
    created: World, service: LineageService, sagemaker: SageMakerClient, behaviour: Behaviour
) -> None:
    """The new artifact shows the old one's mark, and no claim yet."""
    stack = created.stack
    created.turns.sleep(10 * LAG)
    service.behaviour = behaviour
    stack.destroy()

    def deliver_again() -> None:
        created.turns.sleep(5.0)
        stack.send(stack.events[-1])

    created.turns.run([lambda: created.neighbour.deploy({"Data": EVERYTHING}), deliver_again], [99])
    settle(created, service)
    assert len(arns(sagemaker)) == 1
    assert created.violations() == []


@pytest.mark.parametrize("artifact_type", ["DataSet", "Model"])
@pytest.mark.parametrize(
    "behaviour",
    [Behaviour(describe_lag_seconds=LAG, create_tag_lag_seconds=LAG), ALL],
    ids=["description-and-tags", "all"],
)
def test_artifact_is_created_again_though_the_response_is_lost(
    created: World, service: LineageService, behaviour: Behaviour, artifact_type: str
) -> None:
    """The description is the old artifact's, and the claim is not shown yet."""
    created.turns.sleep(10 * LAG)
    service.behaviour = behaviour
    created.stack.destroy()
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    created.stack.deploy({"Data": declaration(ArtifactType=artifact_type)})
    settle(created, service)
    assert created.violations() == []


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour(describe_lag_seconds=LONGER),
        Behaviour(
            describe_lag_seconds=LONGER,
            create_tag_lag_seconds=LONGER,
            tag_cleanup_lag_seconds=LONGER,
        ),
    ],
    ids=["description", "description-and-tags"],
)
@pytest.mark.parametrize("artifact_type", ["DataSet", "Model"])
def test_artifact_is_created_again_though_the_function_is_killed(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    behaviour: Behaviour,
    artifact_type: str,
) -> None:
    """The next delivery sees its own claim on what is described as the old artifact."""
    created.turns.sleep(10 * LAG)
    service.behaviour = behaviour
    created.stack.destroy()
    service.faults.add(kill("after"))
    again = declaration(ArtifactType=artifact_type, Properties={"columns": "7"})
    created.stack.deploy({"Data": again})
    created.turns.sleep(LONGER)
    service.behaviour = Behaviour()
    assert_declared(sagemaker, created.arn("Data"), again)
    assert created.violations() == []


@pytest.mark.parametrize(
    "behaviour",
    [Behaviour(describe_lag_seconds=LAG, list_lag_seconds=LAG), ALL],
    ids=["description-and-lists", "all"],
)
@pytest.mark.parametrize("operation", ["CreateArtifact", "AddAssociation"])
def test_association_is_added_again_though_a_response_is_lost(
    graph: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    behaviour: Behaviour,
    operation: str,
) -> None:
    """Lists show the old association, which is not older than the old record."""
    graph.turns.sleep(10 * LAG)
    service.behaviour = behaviour
    graph.stack.deploy(ENTITIES)
    service.faults.add(Fault("reset", operation, at="after"))
    graph.stack.deploy(GRAPH)
    settle(graph, service)
    assert associations(sagemaker) == JOINED
    assert graph.violations() == []
