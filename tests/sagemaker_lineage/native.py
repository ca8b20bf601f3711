"""What CloudFormation has a type of its own for."""

from __future__ import annotations  # an older CDK has fewer of them

from collections.abc import Mapping

from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker


def action(stack: Stack, construct_id: str = "Training") -> sagemaker.CfnAction:
    return sagemaker.CfnAction(
        stack,
        construct_id,
        action_name="training",
        action_type="Training",
        source=sagemaker.CfnAction.ActionSourceProperty(source_uri="job"),
    )


def artifact(
    stack: Stack, construct_id: str, source_uri: str, source_types: Mapping[str, str] | None = None
) -> sagemaker.CfnArtifact:
    return sagemaker.CfnArtifact(
        stack,
        construct_id,
        artifact_type="DataSet",
        source=sagemaker.CfnArtifact.ArtifactSourceProperty(
            source_uri=source_uri,
            source_types=[
                sagemaker.CfnArtifact.ArtifactSourceTypeProperty(
                    source_id_type=source_id_type, value=value
                )
                for source_id_type, value in (source_types or {}).items()
            ],
        ),
    )
