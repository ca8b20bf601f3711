"""The lineage that SageMaker has, against its API."""

from __future__ import annotations

from itertools import pairwise

import boto3
import pytest

from lineage_graph.readers.sagemaker import AssociationKey, Direction, SageMakerLineage
from lineage_local.service import Behaviour, LineageService
from tests.lineage_graph.deployed_stack import DeployedStack


@pytest.fixture
def lineage(session: boto3.Session) -> SageMakerLineage:
    return SageMakerLineage(session)


@pytest.mark.parametrize(
    ("direction", "depth", "reached"),
    [
        ("Both", 10, {"far", "before", "middle", "after", "farther"}),
        ("Ascendants", 10, {"far", "before", "middle"}),
        ("Descendants", 10, {"middle", "after", "farther"}),
        ("Both", 1, {"before", "middle", "after"}),
        ("Ascendants", 1, {"before", "middle"}),
    ],
)
def test_a_query_goes_in_a_direction_and_to_a_depth(
    direction: Direction,
    depth: int,
    reached: set[str],
    stack: DeployedStack,
    lineage: SageMakerLineage,
) -> None:
    names = ["far", "before", "middle", "after", "farther"]
    arns = {name: stack.other_artifact(name) for name in names}
    for source, destination in pairwise(names):
        stack.associate(arns[source], arns[destination], "ContributedTo")

    types, associations = lineage.query(arns["middle"], direction, depth)

    assert types | {arns["middle"]: "DataSet"} == {arns[name]: "DataSet" for name in reached}
    assert set(associations) == {
        AssociationKey(arns[source], arns[destination], "ContributedTo")
        for source, destination in pairwise(names)
        if {source, destination} <= reached
    }


def test_a_query_reads_all_pages(
    stack: DeployedStack, lineage: SageMakerLineage, service: LineageService
) -> None:
    image = stack.other_artifact("image")
    models = {stack.other_artifact(f"model-{number}") for number in range(120)}
    for model in models:
        stack.associate(image, model, "ContributedTo")

    types, associations = lineage.query(image, "Both", 10)

    assert set(types) == models | {image}
    assert {association.destination for association in associations} == models
    assert len(associations) == 120
    queries = [call for call in service.calls if call.operation == "QueryLineage"]
    assert len(queries) >= 3


def test_what_a_response_repeats_is_returned_once(
    stack: DeployedStack, lineage: SageMakerLineage, service: LineageService
) -> None:
    data, model = stack.other_artifact("data"), stack.other_artifact("model")
    stack.associate(data, model, "ContributedTo")
    service.behaviour = Behaviour(duplicate_vertices=True)

    types, associations = lineage.query(data, "Both", 10)

    assert types == {data: "DataSet", model: "DataSet"}
    assert associations == [AssociationKey(data, model, "ContributedTo")]


def test_a_query_from_an_entity_that_is_gone_reaches_nothing(
    stack: DeployedStack, lineage: SageMakerLineage
) -> None:
    gone = stack.other_artifact("gone")
    stack.sagemaker.delete_artifact(ArtifactArn=gone)

    assert lineage.query(gone, "Both", 10) == ({}, [])


def test_artifacts_actions_and_contexts_are_described(
    stack: DeployedStack, lineage: SageMakerLineage
) -> None:
    artifact = stack.other_artifact("model")
    action = stack.sagemaker.create_action(
        ActionName="approval", ActionType="Approval", Source={"SourceUri": "x:1"}
    )["ActionArn"]
    context = stack.sagemaker.create_context(
        ContextName="endpoint", ContextType="Endpoint", Source={"SourceUri": "x:2"}
    )["ContextArn"]

    described = {arn: lineage.describe(arn) or {} for arn in (artifact, action, context)}

    assert described[artifact]["ArtifactName"] == "model"
    assert described[action]["ActionName"] == "approval"
    assert described[context]["ContextName"] == "endpoint"


def test_what_is_gone_has_no_description(stack: DeployedStack, lineage: SageMakerLineage) -> None:
    gone = stack.other_artifact("gone")
    stack.sagemaker.delete_artifact(ArtifactArn=gone)

    assert lineage.describe(gone) is None


@pytest.mark.parametrize("type_", ["Produced", None])
def test_a_declared_association_is_read_from_its_record(
    type_: str | None, stack: DeployedStack, lineage: SageMakerLineage
) -> None:
    data, model = stack.other_artifact("data"), stack.other_artifact("model")
    stack.association("Edge", data, model, type_)

    found = lineage.declared_association(stack.physical_id("Edge"), stack.resource("Edge"))

    assert found == AssociationKey(data, model, type_)
