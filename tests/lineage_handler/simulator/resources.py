"""Resources as CloudFormation knows them: what is declared of them, and their physical ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Properties = Mapping[str, Any]
Status = Literal["complete", "create failed", "update failed", "skipped"]

ARTIFACT_TYPE = "Custom::SageMakerArtifact"
ASSOCIATION_TYPE = "Custom::SageMakerAssociation"


@dataclass(frozen=True)
class Ref:
    """In a template, the physical id of another resource of the stack, which comes before it."""

    logical_id: str


@dataclass(frozen=True)
class SimulatedResource:
    """A resource as CloudFormation knows it.

    Attributes
    ----------
    properties
        What CloudFormation believes to be deployed; while a deployment runs, what it has asked for.
    physical_id
        The id that the function answered with last.
    data
        The attributes that the function answered with last.
    status
        ``complete``, unless its last request failed and was not rolled back, or its rollback was
        skipped.
    """

    properties: Properties
    physical_id: str
    data: Mapping[str, str]
    status: Status = "complete"


class PhysicalResource(NamedTuple):
    """One physical id that a resource has or had, with the properties that belong to it."""

    logical_id: str
    properties: Properties
    physical_id: str


def resource_type(properties: Properties) -> str:
    """Return the resource type that has such properties."""
    return ASSOCIATION_TYPE if is_association(properties) else ARTIFACT_TYPE


def is_association(properties: Properties) -> bool:
    """Return whether these are the properties of an association."""
    return "SourceArn" in properties


def refers(properties: Properties) -> bool:
    """Return whether a resource refers to another one of its stack."""
    return any(isinstance(value, Ref) for value in properties.values())


def pair(properties: Properties) -> tuple[Any, Any] | None:
    """Return source and destination of an association, None for an artifact."""
    if is_association(properties):
        return properties["SourceArn"], properties["DestinationArn"]
    return None
