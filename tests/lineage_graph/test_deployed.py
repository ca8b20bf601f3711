"""The graph of deployed stacks, and the command, against CloudFormation and SageMaker's API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import boto3
import pytest

from lineage_graph import GraphError, Kind, LineageGraph
from lineage_graph.__main__ import main
from lineage_graph.deployed import deployed_graph
from lineage_local.environment import account_settings
from lineage_local.service import LineageService
from tests.lineage_graph.stacks import Stack
from tests.ministack import running_ministack

REPOSITORY = Path(__file__).parents[2]
NewStack = Callable[..., Stack]


@pytest.fixture(scope="module")
def service() -> Iterator[LineageService]:
    with LineageService() as running:
        yield running


@pytest.fixture(scope="module")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_ministack(tmp_path_factory.mktemp("ministack")) as endpoint:
        yield endpoint


@pytest.fixture
def session(
    service: LineageService, ministack: str, monkeypatch: pytest.MonkeyPatch
) -> boto3.Session:
    """What a user's shell says, and a session of it."""
    service.reset()
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    for name, value in account_settings().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", service.endpoint_url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return boto3.Session()


@pytest.fixture
def new_stack(session: boto3.Session, request: pytest.FixtureRequest) -> NewStack:
    def new(suffix: str = "") -> Stack:
        name = "".join(filter(str.isalnum, request.node.name.title()))
        return Stack(session, f"{name}{suffix}")

    return new


@pytest.fixture
def stack(new_stack: NewStack) -> Stack:
    return new_stack()


def statuses(graph: LineageGraph) -> dict[str, str]:
    return {vertex.name: vertex.status.value for vertex in graph.vertices}


def edges(graph: LineageGraph) -> dict[tuple[str, str | None, str], str]:
    names = {vertex.id: vertex.name for vertex in graph.vertices}
    return {
        (names[edge.source], edge.type, names[edge.destination]): edge.status.value
        for edge in graph.edges
    }


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the current folder, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "lineage_graph", *arguments],
        env=os.environ,
        check=False,
        capture_output=True,
        text=True,
    )


def test_declared_undeclared_and_missing_are_told_apart(
    stack: Stack, session: boto3.Session
) -> None:
    data, model, gone = (stack.artifact(name) for name in ("data", "model", "gone"))
    report = stack.other_artifact("report")
    for logical_id, source, destination, type_ in [
        ("Kept", data, model, "ContributedTo"),
        ("Lost", model, report, "DerivedFrom"),
        ("Retyped", data, report, "Produced"),
        ("ToGone", model, gone, "DerivedFrom"),
    ]:
        stack.association(logical_id, source, destination, type_)
    stack.associate(data, model, "ContributedTo")
    stack.associate(data, report, "DerivedFrom")
    stack.sagemaker.delete_artifact(ArtifactArn=gone)
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert graph.title == f"Deployed lineage: {stack.name}"
    names = statuses(graph)
    assert names.pop(gone.rpartition("/")[2]) == "missing"
    assert names == {"data": "declared", "model": "declared", "report": "undeclared"}
    assert edges(graph) == {
        ("data", "ContributedTo", "model"): "declared",
        ("data", "DerivedFrom", "report"): "undeclared",
        ("data", "Produced", "report"): "missing",
        ("model", "DerivedFrom", "report"): "missing",
        ("model", "DerivedFrom", gone.rpartition("/")[2]): "missing",
    }
    (found,) = [vertex for vertex in graph.vertices if vertex.id == data]
    assert (found.kind, found.type, found.source_uri, found.properties) == (
        Kind.ARTIFACT,
        "DataSet",
        "s3://bucket/data",
        {"of": "data"},
    )
    assert [str(by) for by in found.declared_by] == [f"{stack.name}/data"]


def test_an_association_declared_without_a_type_is_there_whatever_its_type(
    stack: Stack, session: boto3.Session
) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.association("Any", data, model, None)
    stack.associate(data, model, "Produced")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert edges(graph) == {("data", "Produced", "model"): "declared"}


def test_associations_between_what_the_stack_does_not_declare(
    stack: Stack, session: boto3.Session
) -> None:
    """As of what SageMaker made for a job."""
    data, job, model = (stack.other_artifact(name) for name in ("data", "job", "model"))
    stack.association("Kept", data, job, "ContributedTo")
    stack.association("Lost", job, model, "Produced")
    stack.associate(data, job, "ContributedTo")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert set(statuses(graph).values()) == {"undeclared"}
    assert edges(graph) == {
        ("data", "ContributedTo", "job"): "declared",
        ("job", "Produced", "model"): "missing",
    }


def test_each_stack_declares_its_own_type_of_one_association(
    new_stack: NewStack, session: boto3.Session
) -> None:
    first, second = new_stack("First"), new_stack("Second")
    data, model = first.artifact("data"), first.artifact("model")
    first.association("Edge", data, model, "ContributedTo")
    second.claim("Edge", "Custom::SageMakerAssociation", first.physical_id("Edge"))
    second.claim_record("Edge", first.physical_id("Edge"), "Produced")
    first.associate(data, model, "ContributedTo")
    first.deploy()
    second.deploy()

    graph = deployed_graph([first.name, second.name], session=session)

    assert edges(graph) == {
        ("data", "ContributedTo", "model"): "declared",
        ("data", "Produced", "model"): "missing",
    }
    by = {edge.type: [str(each) for each in edge.declared_by] for edge in graph.edges}
    assert by == {"ContributedTo": [f"{first.name}/Edge"], "Produced": [f"{second.name}/Edge"]}


def test_names_that_are_too_long_for_a_claim(stack: Stack, session: boto3.Session) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.association("E" * 250, data, model, "Produced")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert edges(graph) == {("data", "Produced", "model"): "missing"}


def test_what_the_library_keeps_for_itself_is_not_shown(
    stack: Stack, session: boto3.Session
) -> None:
    model = stack.artifact("model")
    stand_in = stack.sagemaker.create_artifact(
        ArtifactType="StandIn", Source={"SourceUri": "cdk-sagemaker-lineage://stand-in/1"}
    )["ArtifactArn"]
    stack.associate(model, stand_in, "DerivedFrom")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert statuses(graph) == {"model": "declared"}
    assert graph.edges == ()


def test_an_artifact_without_a_name_is_known_by_its_arn(
    stack: Stack, session: boto3.Session
) -> None:
    arn = stack.sagemaker.create_artifact(
        ArtifactType="DataSet", Source={"SourceUri": "s3://bucket/x"}
    )["ArtifactArn"]
    stack.claim("Nameless", "Custom::SageMakerArtifact", arn)
    stack.deploy()

    (vertex,) = deployed_graph([stack.name], session=session).vertices

    assert vertex.name == arn.rpartition("/")[2]


def test_two_stacks_can_declare_one_artifact(new_stack: NewStack, session: boto3.Session) -> None:
    first, second = new_stack("First"), new_stack("Second")
    arn = first.artifact("shared")
    second.claim("Shared", "Custom::SageMakerArtifact", arn)
    first.deploy()
    second.deploy()

    (vertex,) = deployed_graph([first.name, second.name], session=session).vertices

    assert [str(by) for by in vertex.declared_by] == [
        f"{first.name}/shared",
        f"{second.name}/Shared",
    ]


def test_direction_and_depth(stack: Stack, session: boto3.Session) -> None:
    names = ["far", "before", "middle", "after", "farther"]
    arns = [stack.artifact(n) if n == "middle" else stack.other_artifact(n) for n in names]
    for source, destination in pairwise(arns):
        stack.associate(source, destination, "ContributedTo")
    stack.deploy()

    def reached(**options: Any) -> set[str]:
        return set(statuses(deployed_graph([stack.name], session=session, **options)))

    assert reached() == set(names)
    assert reached(direction="Ascendants") == {"far", "before", "middle"}
    assert reached(direction="Descendants") == {"middle", "after", "farther"}
    assert reached(depth=1) == {"before", "middle", "after"}
    assert reached(direction="Ascendants", depth=1) == {"before", "middle"}


def test_lineage_of_several_pages(
    stack: Stack, session: boto3.Session, service: LineageService
) -> None:
    image = stack.artifact("image")
    for number in range(120):
        stack.associate(image, stack.other_artifact(f"model-{number}"), "ContributedTo")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert len(graph.vertices) == 121
    assert len({edge.destination for edge in graph.edges}) == len(graph.edges) == 120
    queries = [call for call in service.calls if call.operation == "QueryLineage"]
    assert len(queries) >= 3


def test_stacks_of_several_pages(stack: Stack, session: boto3.Session) -> None:
    for number in range(110):
        stack.resources[f"Handle{number}"] = {"Type": "AWS::CloudFormation::WaitConditionHandle"}
    stack.artifact("model")
    stack.deploy()
    listed = session.client("cloudformation").list_stack_resources(StackName=stack.name)
    assert "model" not in {
        each["LogicalResourceId"] for each in listed["StackResourceSummaries"]
    }, "it is on the first page"

    assert statuses(deployed_graph([stack.name], session=session)) == {"model": "declared"}


def test_actions_and_contexts_are_described(stack: Stack, session: boto3.Session) -> None:
    model = stack.artifact("model")
    action = stack.sagemaker.create_action(
        ActionName="approval", ActionType="Approval", Source={"SourceUri": "x:1"}
    )["ActionArn"]
    context = stack.sagemaker.create_context(
        ContextName="endpoint", ContextType="Endpoint", Source={"SourceUri": "x:2"}
    )["ContextArn"]
    stack.associate(action, model, "AssociatedWith")
    stack.associate(model, context, "AssociatedWith")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert {(each.kind, each.name, each.type, each.source_uri) for each in graph.vertices} == {
        (Kind.ARTIFACT, "model", "DataSet", "s3://bucket/model"),
        (Kind.ACTION, "approval", "Approval", "x:1"),
        (Kind.CONTEXT, "endpoint", "Endpoint", "x:2"),
    }


def test_nested_stacks_belong_to_a_stack(new_stack: NewStack, session: boto3.Session) -> None:
    outer, inner = new_stack(), new_stack("Inner")
    inner.artifact("inner")
    outer.artifact("outer")
    s3 = session.client("s3")
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key="inner.json", Body=inner.template().encode())
    url = f"{os.environ['AWS_ENDPOINT_URL']}/templates/inner.json"
    outer.resources["Nested"] = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": url},
    }
    outer.deploy()

    graph = deployed_graph([outer.name], session=session)

    assert statuses(graph) == {"inner": "declared", "outer": "declared"}
    by = {vertex.name: vertex.declared_by[0] for vertex in graph.vertices}
    assert by["outer"].stack == outer.name
    assert by["inner"].stack.startswith(f"{outer.name}-Nested")


def test_what_cannot_be_shown_is_said(stack: Stack, session: boto3.Session) -> None:
    model, other = stack.artifact("model"), stack.artifact("other")
    stack.association("Forgotten", model, other, "Produced")
    record = stack.physical_id("Forgotten")
    stack.sagemaker.delete_artifact(ArtifactArn=record)
    stack.claim("Odd", "Custom::SageMakerArtifact", "failed-to-create")
    stack.deploy()
    said: list[str] = []

    graph = deployed_graph([stack.name], session=session, report=said.append)

    assert statuses(graph) == {"model": "declared", "other": "declared"}
    assert f"{stack.name}/Odd is not shown: it is CREATE_COMPLETE and has no ARN" in said
    assert (
        f"{stack.name}/Forgotten is not shown: its record {record} is gone, so its ends are not "
        "known" in said
    )


def test_a_stack_that_does_not_exist(session: boto3.Session) -> None:
    with pytest.raises(GraphError, match="there is no stack Nowhere in us-east-1"):
        deployed_graph(["Nowhere"], session=session)


def test_the_command_writes_each_output(stack: Stack, tmp_path: Path) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.associate(data, model, "ContributedTo")
    stack.deploy()

    done = run(
        stack.name,
        "--direction=Descendants",
        "--depth=3",
        "--output=lineage.json",
        "--output=lineage.mmd",
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "lineage.json: 2 entities, 1 associations" in done.stderr
    written = json.loads((tmp_path / "lineage.json").read_text())
    assert [edge["status"] for edge in written["edges"]] == ["undeclared"]
    assert "ContributedTo" in (tmp_path / "lineage.mmd").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["Nowhere", "--output=x.json"], 1, "error: there is no stack Nowhere in us-east-1"),
        (["Any", "--output=x.png"], 2, "x.png does not end with one of .html, .svg, .dot"),
        (["Any", "--depth=11", "--output=x.json"], 2, "argument --depth: invalid choice: 11"),
        (["Any"], 2, "the following arguments are required: --output"),
        (["--output=x.json"], 2, "the following arguments are required: STACK"),
    ],
)
def test_the_command_says_what_is_wrong(
    arguments: list[str], code: int, message: str, session: boto3.Session
) -> None:
    done = run(*arguments)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("x.json").exists()


@pytest.mark.parametrize(
    ("region", "default_region", "used"),
    [
        ("eu-west-1", None, "eu-west-1"),
        (None, "eu-west-2", "eu-west-2"),
        ("eu-west-1", "eu-west-2", "eu-west-1"),
    ],
)
def test_the_region_is_that_of_the_cli(
    region: str | None,
    default_region: str | None,
    used: str,
    session: boto3.Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("AWS_REGION", region), ("AWS_DEFAULT_REGION", default_region)):
        monkeypatch.delenv(name)
        if value:
            monkeypatch.setenv(name, value)

    done = run("Nowhere", "--output=x.json")

    assert f"there is no stack Nowhere in {used}" in done.stderr


def test_what_aws_refuses_is_told_in_one_line(
    session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    done = run("Any", "--output=x.json")

    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: Unable to locate credentials"]


def test_a_folder_that_is_not_there_is_named(stack: Stack) -> None:
    stack.artifact("model")
    stack.deploy()

    done = run(stack.name, "--output=nowhere/x.json")

    assert done.returncode == 1
    assert "No such file or directory: 'nowhere/x.json'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_package_is_said_before_anything_is_read(
    service: LineageService,
    session: boto3.Session,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    program = tmp_path / "layout.cjs"
    program.write_bytes((REPOSITORY / "graph/lineage_graph/layout.cjs").read_bytes())
    monkeypatch.setattr("lineage_graph.layout._PROGRAM", program)

    assert main(["Any", "--output=x.svg"]) == 1

    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("error: Graphviz is not installed: run `npm install @viz-js/viz@")
    assert not service.calls
