"""The example app: what it declares arrives, as the real AWS CLI and the SageMaker SDK show it."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_graph import declared_graph, write_graph
from lineage_local import environment
from lineage_local.cloud import Cloud

from . import declaration
from .declaration import Declaration
from .deployment import DeployedStacks
from .expected_example import ASSOCIATIONS, PROJECT, expected, job

# All tests look at one deployment.
pytestmark = pytest.mark.xdist_group("example")

APP = Path(__file__).parents[2] / "app.py"
PICTURE = APP.parent / "docs" / "lineage.svg"


@pytest.fixture(scope="module")
def deployment(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> DeployedStacks:
    return DeployedStacks.empty(cloud, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def outputs(deployment: DeployedStacks) -> Iterator[dict[str, str]]:
    """Deploy the example as the README does, and destroy it."""
    printed = deployment.folder / "printed.log"
    options = ("--all", "--require-approval=never", f"--output={deployment.folder / 'cdk.out'}")
    assert deployment.cloud.cdk("deploy", *options, log=printed) == 0, printed.read_text()
    yield {
        output["OutputKey"]: output["OutputValue"]
        for stack in ("ChurnTraining", "ChurnEvaluation")
        for output in deployment.stack(stack)["Outputs"]
    }
    assert deployment.cloud.cdk("destroy", "--all", "--force", log=printed) == 0
    assert deployment.artifacts() == {}
    assert deployment.aws("sagemaker", "list-associations")["AssociationSummaries"] == []


def test_every_declared_member_arrives(deployment: DeployedStacks, outputs: dict[str, str]) -> None:
    declared = expected(deployment, outputs)
    found = {}
    for output in declared:
        arn = outputs[output]
        described = deployment.described(arn)
        described["Source"].get("SourceTypes", []).sort(key=lambda each: each["SourceIdType"])
        found[output] = (described, deployment.tags(arn))
    assert found == declared

    action = deployment.aws("sagemaker", "describe-action", "--action-name=churn-7-evaluation")
    assert action["ActionArn"] == outputs["EvaluationActionArn"]
    assert action["Source"] == {"SourceUri": job("processing-job")}
    assert (action["ActionType"], action["Status"]) == ("Evaluation", "Completed")
    assert deployment.tags(action["ActionArn"]) == PROJECT

    associations = deployment.aws("sagemaker", "list-associations")["AssociationSummaries"]
    assert {
        (each["SourceName"], each["AssociationType"], each["DestinationName"])
        for each in associations
    } == ASSOCIATIONS

    parameter = deployment.aws("ssm", "get-parameter", "--name=/churn/model-artifact-arn")
    assert parameter["Parameter"]["Value"] == outputs["ModelArtifactArn"]


@pytest.fixture(scope="module")
def declared(deployment: DeployedStacks, outputs: dict[str, str]) -> Declaration:
    return declaration.read(deployment.folder / "cdk.out", deployment.cloud)


@pytest.fixture(scope="module")
def walked(deployment: DeployedStacks, outputs: dict[str, str]) -> dict[str, Any]:
    """Walk the lineage with the SageMaker SDK, once for all tests."""
    walked: dict[str, Any] = deployment.walk()
    return walked


def test_sdk_loads_each_artifact(declared: Declaration, walked: dict[str, Any]) -> None:
    """Those that are declared, and the record of each association."""
    loaded = dict(walked["artifacts"])
    records = {arn: loaded.pop(arn) for arn in declared.associations}
    for artifact in [*loaded.values(), *declared.artifacts.values()]:
        artifact["Source"].get("SourceTypes", []).sort(key=str)
    assert loaded == declared.artifacts
    for arn, (source, _, destination) in declared.associations.items():
        assert records[arn]["ArtifactType"] == "AssociationRecord"
        assert records[arn]["Properties"] == {"SourceArn": source, "DestinationArn": destination}


def test_sdk_loads_each_action(declared: Declaration, walked: dict[str, Any]) -> None:
    assert walked["actions"] == declared.actions


def test_sdk_lists_artifacts_by_source_and_type(
    declared: Declaration, walked: dict[str, Any]
) -> None:
    by_uri, by_type = defaultdict(set), defaultdict(set)
    for arn, artifact in declared.artifacts.items():
        by_uri[artifact["Source"]["SourceUri"]].add(arn)
        by_type[artifact["ArtifactType"]].add(arn)
    by_type["AssociationRecord"] = set(declared.associations)
    assert {uri: set(walked["by_uri"][uri]) for uri in by_uri} == by_uri
    assert {type_: set(arns) for type_, arns in walked["by_type"].items()} == by_type


def test_sdk_lists_associations_of_each_artifact(
    declared: Declaration, walked: dict[str, Any]
) -> None:
    """Of records too, which have none."""
    edges = declared.associations.values()
    for arn in walked["artifacts"]:
        assert edges_of(walked["outgoing"][arn]) == {edge for edge in edges if edge[0] == arn}
        assert edges_of(walked["incoming"][arn]) == {edge for edge in edges if edge[2] == arn}


@pytest.mark.parametrize("direction", ["upstream", "downstream"])
def test_sdk_queries_the_lineage_of_each_artifact(
    declared: Declaration, walked: dict[str, Any], direction: str
) -> None:
    """All that is upstream or downstream of an artifact, and what joins it."""
    for arn in declared.artifacts:
        reached = reachable(arn, declared, direction)
        found = walked[direction][arn]
        assert dict(found["vertices"]) == {vertex: declared.types[vertex] for vertex in reached}
        assert edges_of(found["edges"]) == {
            edge
            for edge in declared.associations.values()
            if edge[0] in reached and edge[2] in reached
        }


def test_sdk_says_what_a_model_was_made_of(declared: Declaration, walked: dict[str, Any]) -> None:
    """And what was made of a data set: by the SDK's class for models, and by a filter."""
    types = declared.types
    for question, of, direction, wanted in (
        ("data_sets", "Model", "upstream", "DataSet"),
        ("models", "DataSet", "downstream", "Model"),
    ):
        assert walked[question] == {
            arn: [each for each in reachable(arn, declared, direction) if types[each] == wanted]
            for arn in types
            if types[arn] == of
        }


def test_sdk_asks_nobody_else(walked: dict[str, Any]) -> None:
    assert walked["hosts"] == ["127.0.0.1"]


def edges_of(walked: list[list[str]]) -> set[tuple[str, ...]]:
    assert len({tuple(edge) for edge in walked}) == len(walked)
    return {tuple(edge) for edge in walked}


def reachable(start: str, declared: Declaration, direction: str) -> set[str]:
    """Follow the declared associations from an artifact, which is among the answer."""
    steps = [(edge[0], edge[2]) for edge in declared.associations.values()]
    if direction == "upstream":
        steps = [(destination, source) for source, destination in steps]
    reached = {start}
    while further := {after for before, after in steps if before in reached} - reached:
        reached |= further
    return reached


def command(deployment: DeployedStacks, name: str, *options: str) -> tuple[int, str]:
    """Run the command for what is deployed; return its exit code and what it printed."""
    stacks = ("ChurnTraining", "ChurnEvaluation")
    done = subprocess.run(
        [sys.executable, "-m", "lineage_cli", name, *stacks, *options],
        env=environment.applied(deployment.cloud.settings(), os.environ),
        cwd=APP.parent,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.returncode, done.stdout


def graph(deployment: DeployedStacks) -> dict[str, Any]:
    """Have the command draw what is deployed."""
    return dict(json.loads(command(deployment, "graph", "--output=-")[1]))


def test_nothing_has_drifted(deployment: DeployedStacks, outputs: dict[str, str]) -> None:
    assert command(deployment, "drift") == (0, "ChurnTraining, ChurnEvaluation: no drift\n")


def test_the_picture_is_that_of_any_other_deployment(
    deployment: DeployedStacks, outputs: dict[str, str]
) -> None:
    """And of any other machine: `make graph` leaves no difference."""
    assert command(deployment, "graph", "--output=-.svg") == (0, PICTURE.read_text())


def without_ids(graph: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Give what declared and deployed entities and associations have in common."""
    names = {vertex["id"]: vertex["name"] for vertex in graph["vertices"]}
    members = ("name", "kind", "type", "status", "declared_by")
    vertices = [[vertex.get(member) for member in members] for vertex in graph["vertices"]]
    edges = [
        [names[edge["source"]], names[edge["destination"]], *map(edge.get, members[2:])]
        for edge in graph["edges"]
    ]
    return sorted(vertices, key=str), sorted(edges, key=str)


def test_the_graph_is_what_is_declared_until_somebody_changes_it(
    deployment: DeployedStacks, outputs: dict[str, str]
) -> None:
    app = runpy.run_path(str(APP))["app"]
    write_graph(declared_graph(app), deployment.folder / "declared.json")
    declared = json.loads((deployment.folder / "declared.json").read_text())

    deployed = graph(deployment)
    vertices, edges = without_ids(deployed)
    assert (vertices, edges) == without_ids(declared)
    assert [len(vertices), len(edges)] == [7, len(ASSOCIATIONS)]
    assert {each["status"] for each in deployed["vertices"] + deployed["edges"]} == {"declared"}

    data, image, training_job = (
        outputs[f"{name}ArtifactArn"] for name in ("DataSet", "Image", "TrainingJob")
    )
    sagemaker = deployment.cloud.client("sagemaker")
    sagemaker.delete_association(SourceArn=data, DestinationArn=training_job)
    sagemaker.add_association(SourceArn=data, DestinationArn=image, AssociationType="DerivedFrom")

    unlike = [edge for edge in graph(deployment)["edges"] if edge["status"] != "declared"]
    assert [
        (edge["source"], edge["type"], edge["destination"], edge["status"]) for edge in unlike
    ] == [
        (data, "DerivedFrom", image, "undeclared"),
        (data, "ContributedTo", training_job, "missing"),
    ]
