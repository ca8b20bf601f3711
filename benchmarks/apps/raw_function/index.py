"""A custom resource for an artifact, on crhelper and boto3."""

from typing import Any

import boto3
from crhelper import CfnResource

helper = CfnResource()
sagemaker = boto3.client("sagemaker")


@helper.create
def create(event: dict[str, Any], _context: object) -> str:
    """Create the artifact."""
    given = event["ResourceProperties"]
    response = sagemaker.create_artifact(
        ArtifactName=given["ArtifactName"],
        Source=given["Source"],
        ArtifactType=given["ArtifactType"],
        Properties=given["Properties"],
    )
    return str(response["ArtifactArn"])


@helper.update
def update(event: dict[str, Any], _context: object) -> None:
    """Change name and properties of the artifact."""
    given = event["ResourceProperties"]
    sagemaker.update_artifact(
        ArtifactArn=event["PhysicalResourceId"],
        ArtifactName=given["ArtifactName"],
        Properties=given["Properties"],
    )


@helper.delete
def delete(event: dict[str, Any], _context: object) -> None:
    """Delete the artifact."""
    sagemaker.delete_artifact(ArtifactArn=event["PhysicalResourceId"])


def handler(event: dict[str, Any], context: object) -> None:
    """Serve a request of CloudFormation's."""
    helper(event, context)
