"""What a user would write: crhelper's example, with the calls of boto3 in it.

https://github.com/aws-cloudformation/custom-resource-helper#example-usage
"""

from typing import Any

import boto3
from crhelper import CfnResource

helper = CfnResource(
    json_logging=False, log_level="DEBUG", boto_level="CRITICAL", sleep_on_delete=120
)

try:
    sagemaker = boto3.client("sagemaker")
except Exception as error:  # noqa: BLE001 (as the example has it)
    helper.init_failure(error)


@helper.create
def create(event: dict[str, Any], _: object) -> str:
    """Create the artifact, or add the association; return the physical id."""
    members = members_of(event["ResourceProperties"])
    if "SourceArn" in members:
        added = sagemaker.add_association(**members)
        return f"{added['SourceArn']}|{added['DestinationArn']}"
    return sagemaker.create_artifact(**members)["ArtifactArn"]


@helper.update
def update(event: dict[str, Any], _: object) -> str:
    """Change the artifact's name and properties."""
    arn: str = event["PhysicalResourceId"]
    members = members_of(event["ResourceProperties"])
    changes = {key: members[key] for key in ("ArtifactName", "Properties") if key in members}
    sagemaker.update_artifact(ArtifactArn=arn, **changes)
    return arn


@helper.delete
def delete(event: dict[str, Any], _: object) -> None:
    """Delete the artifact or the association; what is gone already is as good."""
    source, _, destination = event["PhysicalResourceId"].partition("|")
    try:
        if destination:
            sagemaker.delete_association(SourceArn=source, DestinationArn=destination)
        else:
            sagemaker.delete_artifact(ArtifactArn=source)
    except sagemaker.exceptions.ResourceNotFound:
        pass


def members_of(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the members of the request that are in a resource's properties."""
    return {key: value for key, value in properties.items() if key != "ServiceToken"}


def handler(event: dict[str, Any], context: object) -> None:
    """Serve a request."""
    helper(event, context)
