"""What deployed stacks declare, as CloudFormation knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .elements import Declaration
from .errors import GraphError

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_STACK = "AWS::CloudFormation::Stack"


@dataclass(frozen=True)
class StackResource:
    """A resource of a deployed stack.

    Parameters
    ----------
    type
        Its CloudFormation type.
    physical_id
        What it is called where it lies.
    status
        How the last thing that CloudFormation did with it went.
    declaration
        The stack, and its name in the template.
    """

    type: str
    physical_id: str
    status: str
    declaration: Declaration


def stack_resources(cloudformation: "CloudFormationClient", stack: str) -> Iterator[StackResource]:
    """Give the resources of a stack and of the stacks nested in it.

    Parameters
    ----------
    cloudformation
        The client.
    stack
        The name or id of the stack.

    Raises
    ------
    GraphError
        If the stack does not exist.
    """
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
            yield from stack_resources(cloudformation, physical_id)
        else:
            declaration = Declaration(name, summary["LogicalResourceId"])
            yield StackResource(summary["ResourceType"], physical_id, status, declaration)
