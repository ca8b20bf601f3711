"""Apps, synthesised in this process into cloud assemblies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Stage

from constructs import Construct
from sagemaker_lineage import Artifact, ArtifactSource, Association, AssociationType

Build = Callable[[App], None]


def synth(folder: Path, build: Build) -> Path:
    """Return the cloud assembly of an app."""
    app = App(
        outdir=str(folder.resolve()),
        builtin_cloud_formation_validation=False,
        analytics_reporting=False,
    )
    build(app)
    app.synth()
    return folder


def artifact(scope: Construct, name: str, **changes: Any) -> Artifact:
    """Declare an artifact whose construct, name and source are called alike."""
    props: dict[str, Any] = {
        "source": ArtifactSource.from_uri(f"s3://bucket/{name}"),
        "artifact_type": "DataSet",
        "artifact_name": name,
    }
    return Artifact(scope, changes.pop("construct_id", name), **(props | changes))


def churn(**model: Any) -> Build:
    """Build two stacks: data → model in one, model → report in the other."""

    def build(app: App) -> None:
        training = Stack(app, "Training")
        trained = artifact(training, "model", **model)
        trained.derived_from(artifact(training, "data"))
        artifact(Stack(app, "Evaluation"), "report").derived_from(trained)

    return build


def varied(app: App) -> None:
    """Build what templates can be made of: parameters, conditions, nested stacks, imports."""
    stack = Stack(app, "Varied")
    stage = CfnParameter(stack, "Stage", default="test")
    condition = CfnCondition(
        stack, "IsProd", expression=Fn.condition_equals(stage.value_as_string, "prod")
    )
    bucket = Fn.condition_if("IsProd", "prod-bucket", Fn.join("-", ["my", stage.value_as_string]))
    data = artifact(
        stack,
        "data",
        source=ArtifactSource.from_uri(f"s3://{bucket.to_string()}/data.csv"),
        properties={"stage": stage.value_as_string},
    )
    only_in_prod = artifact(stack, "extra")
    resource: Any = only_in_prod.node.default_child
    resource.cfn_options.condition = condition
    nested = NestedStack(stack, "Nested")
    model = artifact(nested, "model", properties={"data": data.artifact_arn})
    Association(
        nested,
        "Trained",
        source=data,
        destination=model,
        association_type=AssociationType.CONTRIBUTED_TO,
    )
    imported = Stack(app, "Importing")
    artifact(imported, "report", properties={"model": model.artifact_arn}).derived_from(model)


def staged(app: App) -> None:
    """Build a stack in a stage, whose assembly is nested."""
    artifact(Stack(Stage(app, "Prod"), "Training"), "data")
