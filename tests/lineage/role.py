"""What the construct library lets its function do."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from local.lineage import Principal
from sagemaker_lineage import Artifact, ArtifactSource

ROLE_ACCOUNT = "000000000000"
"""The account of a caller whose access key is not an account."""

FUNCTION_KEY = "ASIATESTTESTTESTTEST"
FUNCTION_ARN = f"arn:aws:sts::{ROLE_ACCOUNT}:assumed-role/role/function"


@cache
def function_role(region: str) -> Principal:
    """Give the function with the policy of its role, out of a synthesised template."""
    app = App(
        # The template then has "aws" where it would refer to the stack's partition.
        context={"@aws-cdk/core:enablePartitionLiterals": True},
        builtin_cloud_formation_validation=False,
    )
    stack = Stack(app, "Stack", env={"account": ROLE_ACCOUNT, "region": region})
    Artifact(stack, "Data", source=ArtifactSource.from_uri("s3://b/k"), artifact_type="DataSet")
    found = Template.from_stack(stack).find_resources("AWS::IAM::Policy")
    return Principal(FUNCTION_ARN, [_document(policy) for policy in found.values()])


def _document(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Give the statements on SageMaker; that on the log group refers to another resource."""
    document: dict[str, Any] = policy["Properties"]["PolicyDocument"]
    statements = [each for each in document["Statement"] if "sagemaker:" in str(each["Action"])]
    return {**document, "Statement": statements}
