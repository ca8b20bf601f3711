"""The graph that the constructs of an app declare."""

from __future__ import annotations

from typing import Any

import jsii
import pytest
from aws_cdk import App, CfnParameter, Fn, IStableStringProducer, Lazy, NestedStack, Stack, Stage
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker

from constructs import Construct
from lineage_graph import Kind, LineageGraph, Status, Vertex
from lineage_graph.declared import declared_graph
from sagemaker_lineage import Artifact, ArtifactSource, Association
from sagemaker_lineage.lineage_entity import ILineageEntityRef
from tests.lineage_graph.examples import ARN


@pytest.fixture
def app() -> App:
    return App(builtin_cloud_formation_validation=False, analytics_reporting=False)


@pytest.fixture
def stack(app: App) -> Stack:
    return Stack(app, "Churn")


def artifact(scope: Construct, construct_id: str, **given: Any) -> Artifact:
    defaults: dict[str, Any] = {
        "source": ArtifactSource.from_uri(f"s3://bucket/{construct_id}"),
        "artifact_type": "Model",
    }
    return Artifact(scope, construct_id, **(defaults | given))


@jsii.implements(IStableStringProducer)
class _Arn:
    """An ARN that is known late."""

    def __init__(self, of: Artifact) -> None:
        self._of = of

    def produce(self) -> str:
        return self._of.artifact_arn


def vertices(graph: LineageGraph) -> dict[str, Vertex]:
    return {vertex.id: vertex for vertex in graph.vertices}


def ends(graph: LineageGraph) -> list[tuple[str, str]]:
    return [(edge.source, edge.destination) for edge in graph.edges]


def test_an_artifact_and_an_association(app: App, stack: Stack) -> None:
    bucket = s3.Bucket(stack, "Data")
    data = artifact(
        stack,
        "DataSet",
        source=ArtifactSource.from_bucket(bucket, "churn.csv"),
        artifact_type="DataSet",
        artifact_name="churn-2026-11",
        properties={"rows": "70421", "bucket": bucket.bucket_arn},
    )
    model = artifact(stack, "Model")
    model.derived_from(data)

    graph = declared_graph(app)

    assert graph.title == "Declared lineage: Churn"
    found = vertices(graph)
    assert list(found) == ["Churn/DataSet", "Churn/Model"]
    data_set = found["Churn/DataSet"]
    assert (data_set.kind, data_set.type, data_set.status) == (
        Kind.ARTIFACT,
        "DataSet",
        Status.DECLARED,
    )
    assert data_set.name == "churn-2026-11"
    assert data_set.source_uri == "s3://${Data}/churn.csv"
    assert data_set.properties == {"rows": "70421", "bucket": "${Data.Arn}"}
    assert found["Churn/Model"].name == "Model"
    (edge,) = graph.edges
    assert (edge.source, edge.destination) == ("Churn/DataSet", "Churn/Model")
    assert (edge.type, edge.status) == ("DerivedFrom", Status.DECLARED)
    template = app.synth().get_stack_by_name("Churn").template["Resources"]
    by = [each.declared_by[0] for each in graph.vertices] + [edge.declared_by[0]]
    assert {declaration.stack for declaration in by} == {"Churn"}
    assert [template[declaration.logical_id]["Type"] for declaration in by] == [
        "Custom::SageMakerArtifact",
        "Custom::SageMakerArtifact",
        "Custom::SageMakerAssociation",
    ]


def test_cloudformations_own_types(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model")
    for entity in (
        sagemaker.CfnArtifact(
            stack,
            "Report",
            artifact_type="Report",
            artifact_name="report",
            source=sagemaker.CfnArtifact.ArtifactSourceProperty(source_uri="https://x.example"),
        ),
        sagemaker.CfnAction(
            stack,
            "Approval",
            action_name="approve-7",
            action_type="Approval",
            source=sagemaker.CfnAction.ActionSourceProperty(source_uri="https://y.example"),
        ),
        sagemaker.CfnContext(
            stack,
            "Endpoint",
            context_name="churn",
            context_type="Endpoint",
            source=sagemaker.CfnContext.SourceProperty(source_uri="https://z.example"),
        ),
    ):
        Association(stack, f"To{entity.node.id}", source=model, destination=entity)

    graph = declared_graph(app)

    assert {
        (each.id, each.kind, each.type, each.name, each.source_uri, each.status)
        for each in graph.vertices
        if each.name != "Model"
    } == {
        ("Churn/Report", Kind.ARTIFACT, "Report", "report", "https://x.example", Status.DECLARED),
        (
            "Churn/Approval",
            Kind.ACTION,
            "Approval",
            "approve-7",
            "https://y.example",
            Status.DECLARED,
        ),
        ("Churn/Endpoint", Kind.CONTEXT, "Endpoint", "churn", "https://z.example", Status.DECLARED),
    }
    assert ends(graph) == [
        ("Churn/Model", f"Churn/{name}") for name in ("Report", "Approval", "Endpoint")
    ]
    assert all(edge.type is None for edge in graph.edges)


def test_experiments_and_trial_components(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model")
    for entity in (
        sagemaker.CfnExperiment(stack, "Experiment", experiment_name="churn"),
        sagemaker.CfnExperimentTrialComponent(stack, "Trial", trial_component_name="run-1"),
        sagemaker.CfnTrialComponent(stack, "Component", trial_component_name="run-2"),
    ):
        Association(stack, f"To{entity.node.id}", source=model, destination=entity)

    graph = declared_graph(app)

    assert {(each.id, each.kind, each.name) for each in graph.vertices if each.name != "Model"} == {
        ("Churn/Experiment", Kind.EXPERIMENT, "churn"),
        ("Churn/Trial", Kind.TRIAL_COMPONENT, "run-1"),
        ("Churn/Component", Kind.TRIAL_COMPONENT, "run-2"),
    }
    assert {edge.destination for edge in graph.edges} == {
        "Churn/Experiment",
        "Churn/Trial",
        "Churn/Component",
    }


def test_entities_made_elsewhere(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model")
    imported = Artifact.from_artifact_arn(stack, "Imported", f"{ARN}:artifact/0f1e")
    parameter = CfnParameter(stack, "Approval").value_as_string
    given: list[ILineageEntityRef | str] = [
        imported,
        f"{ARN}:artifact/0f1e",  # the same pair again, which synthesis refuses, not the graph
        f"{ARN}:context/churn",
        f"{ARN}:action/{parameter}",
        parameter,
    ]
    for number, end in enumerate(given):
        Association(stack, f"To{number}", source=model, destination=end)

    graph = declared_graph(app)

    others = {
        each.id: (each.kind, each.name, each.status) for each in graph.vertices if each.id[0] != "C"
    }
    assert others == {
        f"{ARN}:artifact/0f1e": (Kind.ARTIFACT, "Imported", Status.UNDECLARED),
        f"{ARN}:context/churn": (Kind.CONTEXT, "churn", Status.UNDECLARED),
        f"{ARN}:action/${{Churn/Approval}}": (
            Kind.ACTION,
            "${Churn/Approval}",
            Status.UNDECLARED,
        ),
        "${Churn/Approval}": (Kind.UNKNOWN, "${Churn/Approval}", Status.UNDECLARED),
    }
    assert len(graph.edges) == 5


@pytest.mark.parametrize(
    "end",
    [
        lambda model: model,
        lambda model: model.artifact_arn,
        lambda model: Lazy.string(_Arn(model)),
    ],
    ids=["construct", "attribute", "lazy"],
)
def test_each_way_to_name_an_artifact_leads_to_it(end: Any, app: App, stack: Stack) -> None:
    data, model = artifact(stack, "Data"), artifact(stack, "Model")

    Association(stack, "Edge", source=data, destination=end(model))

    assert ends(declared_graph(app)) == [("Churn/Data", "Churn/Model")]
    assert len(declared_graph(app).vertices) == 2


def test_attributes_of_cloudformations_own_types_lead_to_them(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model")
    run = sagemaker.CfnTrialComponent(stack, "Run", trial_component_name="run-1")
    experiment = sagemaker.CfnExperiment(stack, "Experiment", experiment_name="churn")
    for arn in (run.attr_trial_component_arn, experiment.attr_arn):
        Association(stack, f"To{len(stack.node.children)}", source=model, destination=arn)

    assert ends(declared_graph(app)) == [
        ("Churn/Model", "Churn/Run"),
        ("Churn/Model", "Churn/Experiment"),
    ]


def test_stacks_that_refer_to_each_other(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model", artifact_name="churn")
    other = Stack(app, "Evaluation")
    artifact(other, "Report", properties={"model": model.artifact_arn}).derived_from(model)

    graph = declared_graph(app)

    assert graph.title == "Declared lineage: Churn, Evaluation"
    assert ends(graph) == [("Churn/Model", "Evaluation/Report")]
    assert vertices(graph)["Evaluation/Report"].properties == {"model": "${Churn/Model}"}


def test_a_stack_alone_shows_what_it_refers_to_as_not_declared_here(app: App, stack: Stack) -> None:
    model = artifact(stack, "Model", artifact_name="churn")
    artifact(stack, "Unrelated")
    other = Stack(app, "Evaluation")
    artifact(other, "Report").derived_from(model)

    graph = declared_graph(other)

    assert {each.id: each.status for each in graph.vertices} == {
        "Churn/Model": Status.UNDECLARED,
        "Evaluation/Report": Status.DECLARED,
    }
    assert vertices(graph)["Churn/Model"].name == "churn"
    assert graph.title == "Declared lineage: Evaluation"
    assert [edge.declared_by[0].stack for edge in graph.edges] == ["Evaluation"]


def test_stages_and_nested_stacks(app: App) -> None:
    stage = Stage(app, "Prod")
    outer = Stack(stage, "Churn")
    nested = NestedStack(outer, "Inner")
    artifact(nested, "Report").derived_from(artifact(outer, "Model"))

    graph = declared_graph(app)

    assert ends(graph) == [("Prod/Churn/Model", "Prod/Churn/Inner/Report")]
    by = {vertex.id: vertex.declared_by[0].stack for vertex in graph.vertices}
    assert by == {"Prod/Churn/Model": "Prod-Churn", "Prod/Churn/Inner/Report": "Prod/Churn/Inner"}


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        (lambda bucket: Fn.join("", ["s3://", bucket.bucket_name, "/x"]), "s3://${Data}/x"),
        (
            lambda _: f"s3://{Fn.import_value('Shared')}/x",
            "s3://${ImportValue(Shared)}/x",
        ),
        (lambda _: Fn.sub("s3://${AWS::Region}-data/x"), "s3://${AWS::Region}-data/x"),
        (
            lambda bucket: f"s3://{Stack.of(bucket).account}-{bucket.bucket_arn}",
            "s3://${AWS::AccountId}-${Data.Arn}",
        ),
    ],
    ids=["join", "import", "sub", "attributes"],
)
def test_tokens_are_written_as_sub_writes_them(
    uri: Any, shown: str, app: App, stack: Stack
) -> None:
    bucket = s3.Bucket(stack, "Data")
    artifact(stack, "Model", source=ArtifactSource.from_uri(uri(bucket)))

    (vertex,) = declared_graph(app).vertices

    assert vertex.source_uri == shown


def test_it_is_the_same_before_and_after_synthesis(app: App, stack: Stack) -> None:
    other = Stack(app, "Evaluation")
    artifact(other, "Report").derived_from(artifact(stack, "Model"))

    before = declared_graph(app)
    app.synth()

    assert declared_graph(app) == before


def test_an_app_that_declares_nothing(app: App, stack: Stack) -> None:
    assert declared_graph(app) == LineageGraph("Declared lineage: none", (), ())
