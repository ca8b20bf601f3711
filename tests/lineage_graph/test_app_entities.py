"""The entities of an app: each kind, and each way to refer to one."""

from __future__ import annotations

from typing import Any

import jsii
import pytest
from aws_cdk import App, CfnParameter, IStableStringProducer, Lazy, Stack
from aws_cdk import aws_sagemaker as sagemaker

from lineage_graph import EntityKind, LineageStatus, declared_graph
from sagemaker_lineage import Artifact, Association
from sagemaker_lineage.lineage_entity import ILineageEntityRef
from tests.lineage_graph.apps import artifact
from tests.lineage_graph.examples import ARN
from tests.lineage_graph.graphs import pairs


@jsii.implements(IStableStringProducer)
class _LateArn:
    """An ARN that is known late."""

    def __init__(self, of: Artifact) -> None:
        self._of = of

    def produce(self) -> str:
        return self._of.artifact_arn


def test_cloudformations_own_types(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model")
    for entity in (
        sagemaker.CfnArtifact(
            churn,
            "Report",
            artifact_type="Report",
            artifact_name="report",
            source=sagemaker.CfnArtifact.ArtifactSourceProperty(source_uri="https://x.example"),
        ),
        sagemaker.CfnAction(
            churn,
            "Approval",
            action_name="approve-7",
            action_type="Approval",
            source=sagemaker.CfnAction.ActionSourceProperty(source_uri="https://y.example"),
        ),
        sagemaker.CfnContext(
            churn,
            "Endpoint",
            context_name="churn",
            context_type="Endpoint",
            source=sagemaker.CfnContext.SourceProperty(source_uri="https://z.example"),
        ),
    ):
        Association(churn, f"To{entity.node.id}", source=model, destination=entity)

    graph = declared_graph(app)

    assert {
        (each.id, each.kind, each.type, each.name, each.source_uri, each.status)
        for each in graph.vertices
        if each.name != "Model"
    } == {
        (
            "Churn/Report",
            EntityKind.ARTIFACT,
            "Report",
            "report",
            "https://x.example",
            LineageStatus.DECLARED,
        ),
        (
            "Churn/Approval",
            EntityKind.ACTION,
            "Approval",
            "approve-7",
            "https://y.example",
            LineageStatus.DECLARED,
        ),
        (
            "Churn/Endpoint",
            EntityKind.CONTEXT,
            "Endpoint",
            "churn",
            "https://z.example",
            LineageStatus.DECLARED,
        ),
    }
    assert pairs(graph) == [
        ("Churn/Model", f"Churn/{name}") for name in ("Report", "Approval", "Endpoint")
    ]
    assert all(edge.type is None for edge in graph.edges)


def test_experiments_and_trial_components(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model")
    for entity in (
        sagemaker.CfnExperiment(churn, "Experiment", experiment_name="churn"),
        sagemaker.CfnExperimentTrialComponent(churn, "Trial", trial_component_name="run-1"),
        sagemaker.CfnTrialComponent(churn, "Component", trial_component_name="run-2"),
    ):
        Association(churn, f"To{entity.node.id}", source=model, destination=entity)

    graph = declared_graph(app)

    assert {(each.id, each.kind, each.name) for each in graph.vertices if each.name != "Model"} == {
        ("Churn/Experiment", EntityKind.EXPERIMENT, "churn"),
        ("Churn/Trial", EntityKind.TRIAL_COMPONENT, "run-1"),
        ("Churn/Component", EntityKind.TRIAL_COMPONENT, "run-2"),
    }
    assert {edge.destination for edge in graph.edges} == {
        "Churn/Experiment",
        "Churn/Trial",
        "Churn/Component",
    }


def test_entities_made_elsewhere(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model")
    imported = Artifact.from_artifact_arn(churn, "Imported", f"{ARN}:artifact/0f1e")
    parameter = CfnParameter(churn, "Approval").value_as_string
    given: list[ILineageEntityRef | str] = [
        imported,
        f"{ARN}:artifact/0f1e",  # the same pair again, which synthesis refuses, not the graph
        f"{ARN}:context/churn",
        f"{ARN}:action/{parameter}",
        parameter,
    ]
    for number, end in enumerate(given):
        Association(churn, f"To{number}", source=model, destination=end)

    graph = declared_graph(app)

    others = {
        each.id: (each.kind, each.name, each.status) for each in graph.vertices if each.id[0] != "C"
    }
    assert others == {
        f"{ARN}:artifact/0f1e": (EntityKind.ARTIFACT, "Imported", LineageStatus.UNDECLARED),
        f"{ARN}:context/churn": (EntityKind.CONTEXT, "churn", LineageStatus.UNDECLARED),
        f"{ARN}:action/${{Churn/Approval}}": (
            EntityKind.ACTION,
            "${Churn/Approval}",
            LineageStatus.UNDECLARED,
        ),
        "${Churn/Approval}": (EntityKind.UNKNOWN, "${Churn/Approval}", LineageStatus.UNDECLARED),
    }
    assert len(graph.edges) == 5


@pytest.mark.parametrize(
    "end",
    [
        lambda model: model,
        lambda model: model.artifact_arn,
        lambda model: Lazy.string(_LateArn(model)),
    ],
    ids=["construct", "attribute", "lazy"],
)
def test_each_way_to_name_an_artifact_leads_to_it(end: Any, app: App, churn: Stack) -> None:
    data, model = artifact(churn, "Data"), artifact(churn, "Model")

    Association(churn, "Edge", source=data, destination=end(model))

    assert pairs(declared_graph(app)) == [("Churn/Data", "Churn/Model")]
    assert len(declared_graph(app).vertices) == 2


def test_attributes_of_cloudformations_own_types_lead_to_them(app: App, churn: Stack) -> None:
    model = artifact(churn, "Model")
    run = sagemaker.CfnTrialComponent(churn, "Run", trial_component_name="run-1")
    experiment = sagemaker.CfnExperiment(churn, "Experiment", experiment_name="churn")
    for arn in (run.attr_trial_component_arn, experiment.attr_arn):
        Association(churn, f"To{len(churn.node.children)}", source=model, destination=arn)

    assert pairs(declared_graph(app)) == [
        ("Churn/Model", "Churn/Run"),
        ("Churn/Model", "Churn/Experiment"),
    ]
