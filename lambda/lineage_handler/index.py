"""The function's entry: takes CloudFormation's request, has it served, returns data."""

from __future__ import annotations

import logging
from typing import Any

from . import artifact, association
from .answer import AnsweringResource, Context
from .lineage import Artifact, Lineage, sagemaker_client
from .request import AssociationRequest, Request

logger = logging.getLogger(__name__)

handler = AnsweringResource()

ASSOCIATION_TYPE = "Custom::SageMakerAssociation"


@handler.create
def create(event: dict[str, Any], _: Context) -> str:
    """Serve a Create; the physical id is the ARN of the artifact, or of the record."""
    lineage = _lineage()
    try:
        if _is_of_association(event):
            request = AssociationRequest(event)
            return _answer_association(association.create(request, lineage), request)
        return _answer(artifact.create(Request(event), lineage))
    finally:
        handler.may_have_written = lineage.may_have_written


@handler.update
def update(event: dict[str, Any], _: Context) -> str:
    """Serve an Update; another physical id than before means a replacement."""
    if _is_of_association(event):
        request = AssociationRequest(event)
        return _answer_association(association.update(request, _lineage()), request)
    found, is_made_again = artifact.update(Request(event), _lineage())
    if is_made_again:
        handler.Reason = (
            f"{found.arn} was gone: somebody deleted it outside CloudFormation, and it has been"
            " made again as declared, without what others had added to it"
        )
    return _answer(found)


@handler.delete
def delete(event: dict[str, Any], _: Context) -> None:
    """Serve a Delete."""
    if _is_of_association(event):
        association.delete(AssociationRequest(event), _lineage())
    else:
        artifact.delete(Request(event), _lineage())


def _is_of_association(event: dict[str, Any]) -> bool:
    return bool(event["ResourceType"] == ASSOCIATION_TYPE)


def _lineage() -> Lineage:
    return Lineage(sagemaker_client(), handler.seconds_left)


def _answer(found: Artifact) -> str:
    """Return all attributes that a template can read.

    CloudFormation fails an update whose answer lacks an attribute that an output reads.
    """
    handler.Data = {
        "ArtifactArn": found.arn,
        "ArtifactName": found.artifact_name or "",
        "ArtifactType": found.artifact_type,
        "SourceUri": found.source.uri,
    }
    return found.arn


def _answer_association(record_arn: str, request: AssociationRequest) -> str:
    """Return all attributes that a template can read."""
    edge = request.declared.edge
    handler.Data = {
        "SourceArn": edge.source_arn,
        "DestinationArn": edge.destination_arn,
        "AssociationType": edge.association_type or "",
    }
    return record_arn
