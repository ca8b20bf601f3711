"""Apps, synthesised in this process into cloud assemblies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aws_cdk import (
    App,
    Aws,
    CfnCondition,
    CfnMapping,
    CfnParameter,
    Fn,
    NestedStack,
    Stack,
    Stage,
    Tags,
)

from constructs import Construct
from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    AssociationType,
    MetadataProperties,
)

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


def configured(app: App) -> None:
    """Build a stack whose parameters, mapping and conditions decide every member."""
    stack = Stack(app, "Configured")
    stage = CfnParameter(stack, "Stage", default="test")
    teams = CfnParameter(stack, "Teams", type="CommaDelimitedList", default="ml,web")
    condition = CfnCondition(
        stack, "IsProd", expression=Fn.condition_equals(stage.value_as_string, "prod")
    )
    buckets = CfnMapping(stack, "Buckets", mapping={"prod": {"name": "p"}, "test": {"name": "t"}})
    bucket = buckets.find_in_map(stage.value_as_string, "name")
    rows = Fn.condition_if("IsProd", "70421", Aws.NO_VALUE).to_string()
    data = artifact(
        stack,
        "data",
        artifact_name=Fn.join("-", ["data", stage.value_as_string]),
        source=ArtifactSource.from_uri(
            Fn.sub("s3://${Bucket}-${AWS::AccountId}/data", {"Bucket": bucket})
        ),
        properties={"rows": rows, "team": Fn.select(1, teams.value_as_list)},
        metadata_properties=MetadataProperties(commit_id=stage.value_as_string),
    )
    Tags.of(data).add("stage", stage.value_as_string)
    resource: Any = artifact(stack, "model").derived_from(data).node.default_child
    resource.cfn_options.condition = condition


def layered(app: App) -> None:
    """Build nested stacks two deep, and what imports of them by an export and by an ARN."""
    stack = Stack(app, "Layered")
    outer = NestedStack(stack, "Outer")
    data = artifact(outer, "data")
    model = artifact(NestedStack(outer, "Inner"), "model")
    model.derived_from(data)
    stack.export_value(model.artifact_arn, name="LayeredModel")
    importing = Stack(app, "Reading")
    imported = Artifact.from_artifact_arn(importing, "Model", Fn.import_value("LayeredModel"))
    artifact(importing, "report").derived_from(imported)
    importing.add_dependency(stack)


def staged(app: App) -> None:
    """Build a stack in a stage, whose assembly is nested."""
    artifact(Stack(Stage(app, "Prod"), "Training"), "data")
