"""The function's entry: takes CloudFormation's request, has it served, returns data."""

from __future__ import annotations

import logging
from typing import Any

from . import artifact
from .answer import AnsweringResource, Context
from .lineage import Artifact, Lineage, sagemaker_client
from .request import Request

logger = logging.getLogger(__name__)

handler = AnsweringResource()


@handler.create
def create(event: dict[str, Any], _: Context) -> str:
    """Serve a Create; the physical id is the artifact's ARN."""
    lineage = _lineage()
    try:
        return _answer(artifact.create(Request(event), lineage))
    finally:
        handler.may_have_written = lineage.may_have_written


@handler.update
def update(event: dict[str, Any], _: Context) -> str:
    """Serve an Update; another physical id than before means a replacement."""
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
    artifact.delete(Request(event), _lineage())


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
