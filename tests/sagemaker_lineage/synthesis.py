"""What a synthesised stack holds, and what was reported about it."""

from typing import Any

from aws_cdk import Stack
from aws_cdk.assertions import Annotations, Match, Template


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
    """Give the properties of the stack's only artifact."""
    return dict(resource(stack, "Custom::SageMakerArtifact")["Properties"])


def warnings(stack: Stack) -> list[str]:
    found = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    return [str(message.entry.data) for message in found]


def errors(stack: Stack) -> list[str]:
    found = Annotations.from_stack(stack).find_error("*", Match.any_value())
    return [str(message.entry.data) for message in found]
