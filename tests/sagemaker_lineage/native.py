"""What CloudFormation has a type of its own for."""

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
