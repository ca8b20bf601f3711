"""Requests of CloudFormation for tests that look at one step of a request, without a stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lineage_handler.cloudformation.properties import ArtifactProperties, AssociationProperties
from lineage_handler.cloudformation.request import ArtifactRequest, AssociationRequest, Request


def event(
    request_type: str,
    properties: Mapping[str, Any],
    *,
    stack: str = "Stack",
    logical_id: str = "Data",
    request_id: str = "request-1",
    physical_id: str | None = None,
    old: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a request as Lambda receives it, but for where to respond to."""
    optional = {"PhysicalResourceId": physical_id, "OldResourceProperties": old}
    return {
        "RequestType": request_type,
        "RequestId": request_id,
        "StackId": f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{stack}/1",
        "LogicalResourceId": logical_id,
        "ResourceProperties": properties,
    } | {name: value for name, value in optional.items() if value is not None}


def artifact_request(
    request_type: str, properties: Mapping[str, Any] | None = None, **fields: Any
) -> ArtifactRequest:
    """Return a request of an artifact, as its lifecycle reads it."""
    return Request(event(request_type, properties or {}, **fields), ArtifactProperties.parse)


def association_request(
    request_type: str, properties: Mapping[str, Any] | None = None, **fields: Any
) -> AssociationRequest:
    """Return a request of an association, as its lifecycle reads it."""
    return Request(event(request_type, properties or {}, **fields), AssociationProperties.parse)
