"""What a synthesised stack holds, and what was reported about it."""

from typing import Any

from aws_cdk import Stack
from aws_cdk.assertions import Annotations, Match, Template

ARTIFACT = "Custom::SageMakerArtifact"
ASSOCIATION = "Custom::SageMakerAssociation"
FUNCTION = "AWS::Lambda::Function"


def template(stack: Stack) -> dict[str, Any]:
    return dict(Template.from_stack(stack).to_json())


def resources(stack: Stack, resource_type: str) -> dict[str, dict[str, Any]]:
    return {
        logical_id: resource
        for logical_id, resource in template(stack)["Resources"].items()
        if resource["Type"] == resource_type
    }


def resource(stack: Stack, resource_type: str) -> dict[str, Any]:
    (only,) = resources(stack, resource_type).values()
    return only


def properties(stack: Stack) -> dict[str, Any]:
    """Return the properties of the stack's only artifact."""
    return dict(resource(stack, ARTIFACT)["Properties"])


def association_properties(stack: Stack) -> dict[str, Any]:
    """Return the properties of the stack's only association, but for CloudFormation's own."""
    rendered = dict(resource(stack, ASSOCIATION)["Properties"])
    del rendered["ServiceToken"], rendered["ServiceTimeout"]
    return rendered


def edges(stack: Stack) -> dict[str, tuple[Any, Any, Any]]:
    """Return source, type and destination of each association by its logical id."""
    return {
        logical_id: (
            each["Properties"]["SourceArn"],
            each["Properties"]["AssociationType"],
            each["Properties"]["DestinationArn"],
        )
        for logical_id, each in resources(stack, ASSOCIATION).items()
    }


def warnings(stack: Stack) -> list[str]:
    found = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    return [str(message.entry.data) for message in found]


def errors(stack: Stack) -> list[str]:
    found = Annotations.from_stack(stack).find_error("*", Match.any_value())
    return [str(message.entry.data) for message in found]
