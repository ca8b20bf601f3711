"""An app that uses all of the library, in two stacks and a stage."""

from aws_cdk import App, CfnOutput, RemovalPolicy, Stack, Stage, Tags

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    AssociationType,
    MetadataProperties,
    OnExisting,
    SourceType,
)
from tests.sagemaker_lineage.full_provider import fully_configured

ARN = "arn:aws:sagemaker:eu-west-1:123456789012"

app = App()
stage = Stage(app, "Production")
first, second = Stack(stage, "First", tags={"owner": "ml"}), Stack(stage, "Second")
fully_configured(first)
data = Artifact(
    first,
    "Data",
    source=ArtifactSource.from_uri(
        "s3://bucket/data",
        [
            SourceType.md5_hash("5d41402abc4b2a76b9719d911017c592"),
            SourceType.s3_etag("e"),
            SourceType.s3_version("v"),
            SourceType.custom("c"),
        ],
    ),
    artifact_type="DataSet",
    artifact_name="data",
    properties={"rows": "1000"},
    metadata_properties=MetadataProperties(
        commit_id="commit", repository="repository", generated_by="job", project_id="project"
    ),
    on_existing=OnExisting.ADOPT,
    removal_policy=RemovalPolicy.RETAIN,
)
Tags.of(data).add("team", "ml")
model = Artifact(
    second, "Model", source=ArtifactSource.from_uri("s3://bucket/model"), artifact_type="Model"
)
imported = Artifact.from_artifact_arn(second, "Imported", f"{ARN}:artifact/1")
model.derived_from(data)
model.produced_by(imported)
model.contributed_to(Artifact.from_artifact_arn(second, "Later", f"{ARN}:artifact/3"))
model.associated_with(Artifact.from_artifact_arn(second, "Approved", f"{ARN}:artifact/4"))
model.same_as(Artifact.from_artifact_arn(second, "Registered", f"{ARN}:artifact/2"))
Association(
    first,
    "Approval",
    source=f"{ARN}:action/approve",
    destination=data,
    association_type=AssociationType.ASSOCIATED_WITH,
    on_existing=OnExisting.ADOPT,
)
for name in ("artifact_arn", "artifact_name", "artifact_type", "commit_id", "source_uri"):
    CfnOutput(first, name.replace("_", ""), value=getattr(data, name))
app.synth()
