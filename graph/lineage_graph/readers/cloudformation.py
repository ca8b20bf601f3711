"""The resources of deployed stacks, as CloudFormation lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from ..model import DeclaringResource, GraphError

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_STACK = "AWS::CloudFormation::Stack"

# CloudFormation is called first, so a wrong endpoint or a broken network shows soon.
_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 5})


@dataclass(frozen=True)
class StackResource:
    """A resource of a deployed stack.

    Parameters
    ----------
    type
        Its CloudFormation type.
    physical_id
        Its physical id; empty if it has none.
    status
        Its status, such as ``CREATE_COMPLETE``.
    declared_by
        Its stack and logical id.
    """

    type: str
    physical_id: str
    status: str
    declared_by: DeclaringResource


def stack_resources(session: boto3.Session, stack: str) -> Iterator[StackResource]:
    """Yield the resources of a stack and of the stacks nested in it.

    Parameters
    ----------
    session
        The session to call CloudFormation with.
    stack
        The name of the stack.

    Raises
    ------
    GraphError
        If the stack does not exist.
    """
    yield from _resources(session.client("cloudformation", config=_RETRIES), stack)


def _resources(cloudformation: "CloudFormationClient", stack: str) -> Iterator[StackResource]:
    """Yield the resources of a stack, which is named by its name or its id."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    try:
        summaries = [each for page in pages for each in page["StackResourceSummaries"]]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        region = cloudformation.meta.region_name
        raise GraphError(
            f"there is no stack {stack} in {region}: {error.response['Error']['Message']}"
        ) from error
    # The id of a stack is an ARN that ends with stack/<name>/<a UUID>.
    name = stack.split("/")[1] if stack.startswith("arn:") else stack
    for summary in summaries:
        status = summary["ResourceStatus"]
        physical_id = summary.get("PhysicalResourceId", "")
        if status == "DELETE_COMPLETE":
            continue
        if summary["ResourceType"] == _STACK and physical_id:
            yield from _resources(cloudformation, physical_id)
        else:
            declared_by = DeclaringResource(name, summary["LogicalResourceId"])
            yield StackResource(summary["ResourceType"], physical_id, status, declared_by)
