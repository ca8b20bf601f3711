"""Artifacts by CDK's construct for single API calls, as its documentation has it."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import custom_resources as cr

IN_STACK_MAX = 249
"""How many fit into the 500 resources of a stack: each has a policy."""


def provide(_stack: Stack) -> None:
    """Declare nothing: what serves the artifacts comes with the first of them."""


def declare(stack: Stack, _provider: None, count: int) -> None:
    """Declare artifacts in a stack."""
    folder = stack.stack_name
    for number in range(count):
        name = f"data-set-{number}"
        properties = {"rows": "70421", "columns": "21", "split": "train"}
        cr.AwsCustomResource(
            stack,
            f"DataSet{number}",
            on_create=cr.AwsSdkCall(
                service="SageMaker",
                action="CreateArtifact",
                parameters={
                    "ArtifactName": name,
                    "Source": {"SourceUri": f"s3://bucket/{folder}/{number}.csv"},
                    "ArtifactType": "DataSet",
                    "Properties": properties,
                },
                physical_resource_id=cr.PhysicalResourceId.from_response("ArtifactArn"),
            ),
            on_update=cr.AwsSdkCall(
                service="SageMaker",
                action="UpdateArtifact",
                parameters={
                    "ArtifactArn": cr.PhysicalResourceIdReference(),
                    "ArtifactName": name,
                    "Properties": properties,
                },
                physical_resource_id=cr.PhysicalResourceId.from_response("ArtifactArn"),
            ),
            on_delete=cr.AwsSdkCall(
                service="SageMaker",
                action="DeleteArtifact",
                parameters={"ArtifactArn": cr.PhysicalResourceIdReference()},
            ),
            policy=cr.AwsCustomResourcePolicy.from_sdk_calls(
                resources=cr.AwsCustomResourcePolicy.ANY_RESOURCE
            ),
        )
