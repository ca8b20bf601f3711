"""The handler of the raw custom resource, in the shape that crhelper's README gives."""

from typing import Any

import boto3
from crhelper import CfnResource

helper = CfnResource(
    json_logging=False, log_level="DEBUG", boto_level="CRITICAL", sleep_on_delete=120
)

try:
    sagemaker: Any = boto3.client("sagemaker")
except Exception as error:  # noqa: BLE001 (crhelper responds with it)
    helper.init_failure(error)


@helper.create
def create(event: dict[str, Any], _: object) -> str:
    """Create the artifact, whose ARN is the physical id; or add the association."""
    properties = event["ResourceProperties"]
    members = {name: value for name, value in properties.items() if name != "ServiceToken"}
    if "SourceArn" in members:
        sagemaker.add_association(**members)
        return f"{members['SourceArn']}|{members['DestinationArn']}"
    response = sagemaker.create_artifact(**members)
    helper.Data["ArtifactArn"] = response["ArtifactArn"]
    return str(response["ArtifactArn"])


@helper.update
def update(event: dict[str, Any], _: object) -> str:
    """Set the name and the properties of the artifact."""
    arn, properties = event["PhysicalResourceId"], event["ResourceProperties"]
    sagemaker.update_artifact(
        ArtifactArn=arn,
        ArtifactName=properties["ArtifactName"],
        Properties=properties["Properties"],
    )
    helper.Data["ArtifactArn"] = arn
    return str(arn)


@helper.delete
def delete(event: dict[str, Any], _: object) -> None:
    """Delete the artifact or the association."""
    source, _, destination = event["PhysicalResourceId"].partition("|")
    if destination:
        sagemaker.delete_association(SourceArn=source, DestinationArn=destination)
    else:
        sagemaker.delete_artifact(ArtifactArn=source)


def handler(event: dict[str, Any], context: object) -> None:
    """Serve a request."""
    helper(event, context)
