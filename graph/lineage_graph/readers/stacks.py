"""Deployed stacks: their templates, and the values that CloudFormation tells of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from ..model import GraphError
from .cloudformation import RETRIES, NoStackError, StackResource, no_such_stack, stack_resources_of

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_NESTED = "AWS::CloudFormation::Stack"


@dataclass(frozen=True)
class StackDescription:
    """A deployed stack.

    Parameters
    ----------
    name, id
        Its name, and its ARN.
    template
        Its template, with macros applied.
    parameters
        The values of its parameters; a parameter that hides its value has none.
    outputs
        The values of its outputs.
    resources
        Its resources by their logical ids.
    nested
        The stacks nested in it, by the logical ids of their resources.
    """

    name: str
    id: str
    template: Mapping[str, Any]
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]
    resources: Mapping[str, StackResource]
    nested: Mapping[str, "StackDescription"]

    def all(self) -> Iterator["StackDescription"]:
        """Yield this stack and those nested in it."""
        yield self
        for nested in self.nested.values():
            yield from nested.all()


class StackReader:
    """Reads deployed stacks.

    Parameters
    ----------
    session
        The session to call CloudFormation with.
    """

    def __init__(self, session: boto3.Session) -> None:
        self._cloudformation: CloudFormationClient = session.client(
            "cloudformation", config=RETRIES
        )

    @cached_property
    def exports(self) -> dict[str, str]:
        """The exports of all stacks of the region."""
        pages = self._cloudformation.get_paginator("list_exports").paginate()
        return {each["Name"]: each["Value"] for page in pages for each in page["Exports"]}

    def read_if_deployed(self, stack: str) -> StackDescription | None:
        """Return a stack as `read` does; ``None`` if it does not exist."""
        try:
            return self.read(stack)
        except NoStackError:
            return None

    def read(self, stack: str) -> StackDescription:
        """Return a stack, which is named by its name or its id, with those nested in it.

        Raises
        ------
        GraphError
            If the stack does not exist, or its template is not JSON.
        """
        try:
            (described,) = self._cloudformation.describe_stacks(StackName=stack)["Stacks"]
            template = self._cloudformation.get_template(
                StackName=stack, TemplateStage="Processed"
            )["TemplateBody"]
        except ClientError as error:
            raise no_such_stack(error, stack, self._cloudformation) from error
        name = described["StackName"]
        # botocore reads a body that is JSON.
        if not isinstance(template, Mapping):
            raise GraphError(f"the template of {name} is not JSON, as the CDK writes it")
        resources = {
            each.declared_by.logical_id: each
            for each in stack_resources_of(self._cloudformation, stack)
        }
        return StackDescription(
            name,
            described["StackId"],
            template,
            {
                each["ParameterKey"]: each.get("ResolvedValue", each.get("ParameterValue", ""))
                for each in described.get("Parameters", [])
                if not template.get("Parameters", {}).get(each["ParameterKey"], {}).get("NoEcho")
            },
            {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])},
            resources,
            {
                logical_id: self.read(each.physical_id)
                for logical_id, each in resources.items()
                if each.type == _NESTED and each.physical_id
            },
        )
