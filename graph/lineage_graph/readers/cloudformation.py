"""The resources of deployed stacks, as CloudFormation lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from ..model import DeclaringResource, GraphError

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_STACK = "AWS::CloudFormation::Stack"

RETRIES: Final = Config(retries={"mode": "standard", "total_max_attempts": 5})
"""CloudFormation is called first, so a wrong endpoint or a broken network shows soon."""


class NoStackError(GraphError):
    """There is no stack of a name."""


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
    NoStackError
        If the stack does not exist.
    """
    cloudformation = session.client("cloudformation", config=RETRIES)
    for resource in stack_resources_of(cloudformation, stack):
        if resource.type == _STACK and resource.physical_id:
            yield from stack_resources(session, resource.physical_id)
        else:
            yield resource


def stack_resources_of(
    cloudformation: "CloudFormationClient", stack: str
) -> Iterator[StackResource]:
    """Yield the resources of one stack, which is named by its name or its id."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    try:
        summaries = [each for page in pages for each in page["StackResourceSummaries"]]
    except ClientError as error:
        raise no_such_stack(error, stack, cloudformation) from error
    # The id of a stack is an ARN that ends with stack/<name>/<a UUID>.
    name = stack.split("/")[1] if stack.startswith("arn:") else stack
    for summary in summaries:
        if summary["ResourceStatus"] != "DELETE_COMPLETE":
            yield StackResource(
                summary["ResourceType"],
                summary.get("PhysicalResourceId", ""),
                summary["ResourceStatus"],
                DeclaringResource(name, summary["LogicalResourceId"]),
            )


def no_such_stack(
    error: ClientError, stack: str, cloudformation: "CloudFormationClient"
) -> Exception:
    """Return what to raise for a refused call: that there is no such stack, or the refusal."""
    if error.response["Error"]["Code"] != "ValidationError":
        return error
    region = cloudformation.meta.region_name
    message = error.response["Error"]["Message"]
    return NoStackError(f"there is no stack {stack} in {region}: {message}")
