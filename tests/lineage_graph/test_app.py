"""The graph that the constructs of an app declare."""

from __future__ import annotations

from aws_cdk import App, NestedStack, Stack, Stage
from aws_cdk import aws_s3 as s3

from lineage_graph import EntityKind, LineageEntity, LineageGraph, LineageStatus, declared_graph
from sagemaker_lineage import ArtifactSource
from tests.lineage_graph.apps import artifact
from tests.lineage_graph.graphs import pairs


def vertices(graph: LineageGraph) -> dict[str, LineageEntity]:
    return {vertex.id: vertex for vertex in graph.vertices}


def test_an_artifact_and_an_association(app: App, churn: Stack) -> None:
    bucket = s3.Bucket(churn, "Data")
    data = artifact(
        churn,
        "DataSet",
        source=ArtifactSource.from_bucket(bucket, "churn.csv"),
        artifact_type="DataSet",
        artifact_name="churn-2026-11",
        properties={"rows": "70421", "bucket": bucket.bucket_arn},
    )
    model = artifact(churn, "Model")
    model.derived_from(data)

    graph = declared_graph(app)

    assert graph.title == "Declared lineage: Churn"
    found = vertices(graph)
    assert list(found) == ["Churn/DataSet", "Churn/Model"]
    data_set = found["Churn/DataSet"]
    assert (data_set.kind, data_set.type, data_set.status) == (
        EntityKind.ARTIFACT,
        "DataSet",
        LineageStatus.DECLARED,
    )
    assert data_set.name == "churn-2026-11"
    assert data_set.source_uri == "s3://${Data}/churn.csv"
    assert data_set.properties == {"rows": "70421", "bucket": "${Data.Arn}"}
    assert found["Churn/Model"].name == "Model"
    (edge,) = graph.edges
    assert (edge.source, edge.destination) == ("Churn/DataSet", "Churn/Model")
    assert (edge.type, edge.status) == ("DerivedFrom", LineageStatus.DECLARED)
    template = app.synth().get_stack_by_name("Churn").template["Resources"]
    by = [each.declared_by[0] for each in graph.vertices] + [edge.declared_by[0]]
    assert {declaration.stack for declaration in by} == {"Churn"}
    assert [template[declaration.logical_id]["Type"] for declaration in by] == [
        "Custom::SageMakerArtifact",
        "Custom::SageMakerArtifact",
        "Custom::SageMakerAssociation",
    ]


def test_stacks_that_refer_to_each_other(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model", artifact_name="churn")
    other = Stack(app, "Evaluation")
    artifact(other, "Report", properties={"model": model.artifact_arn}).derived_from(model)

    graph = declared_graph(app)

    assert graph.title == "Declared lineage: Churn, Evaluation"
    assert pairs(graph) == [("Churn/Model", "Evaluation/Report")]
    assert vertices(graph)["Evaluation/Report"].properties == {"model": "${Churn/Model}"}


def test_a_stack_alone_shows_what_it_refers_to_as_not_declared_here(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model", artifact_name="churn")
    artifact(churn, "Unrelated")
    other = Stack(app, "Evaluation")
    artifact(other, "Report").derived_from(model)

    graph = declared_graph(other)

    assert {each.id: each.status for each in graph.vertices} == {
        "Churn/Model": LineageStatus.UNDECLARED,
        "Evaluation/Report": LineageStatus.DECLARED,
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

    assert pairs(graph) == [("Prod/Churn/Model", "Prod/Churn/Inner/Report")]
    by = {vertex.id: vertex.declared_by[0].stack for vertex in graph.vertices}
    assert by == {"Prod/Churn/Model": "Prod-Churn", "Prod/Churn/Inner/Report": "Prod/Churn/Inner"}


def test_it_is_the_same_before_and_after_synthesis(app: App, churn: Stack) -> None:
    other = Stack(app, "Evaluation")
    artifact(other, "Report").derived_from(artifact(churn, "Model"))

    before = declared_graph(app)
    app.synth()

    assert declared_graph(app) == before


def test_an_app_that_declares_nothing(app: App, churn: Stack) -> None:
    assert declared_graph(app) == LineageGraph("Declared lineage: none", (), ())
