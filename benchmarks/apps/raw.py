"""Artifacts by a custom resource each, and one function on crhelper, as its README has it."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import CustomResource, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

IN_STACK_MAX = 497
"""How many fit into the 500 resources of a stack."""


def provide(stack: Stack) -> lambda_.Function:
    """Declare what serves the artifacts of a stack."""
    function = lambda_.Function(
        stack,
        "Function",
        code=lambda_.Code.from_asset(str(Path(__file__).parent / "raw_function")),
        handler="index.handler",
        runtime=lambda_.Runtime.PYTHON_3_13,
        timeout=Duration.minutes(5),
    )
    function.add_to_role_policy(
        iam.PolicyStatement(
            actions=[
                "sagemaker:CreateArtifact",
                "sagemaker:DeleteArtifact",
                "sagemaker:UpdateArtifact",
            ],
            resources=["*"],
        )
    )
    return function


def declare(stack: Stack, function: lambda_.Function, count: int) -> None:
    """Declare artifacts in a stack."""
    service_token = function.function_arn
    folder = stack.stack_name
    for number in range(count):
        CustomResource(
            stack,
            f"DataSet{number}",
            service_token=service_token,
            resource_type="Custom::Artifact",
            properties={
                "ArtifactName": f"data-set-{number}",
                "Source": {"SourceUri": f"s3://bucket/{folder}/{number}.csv"},
                "ArtifactType": "DataSet",
                "Properties": {"rows": "70421", "columns": "21", "split": "train"},
            },
        )
