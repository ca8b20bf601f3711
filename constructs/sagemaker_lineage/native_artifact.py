"""Artifacts declared with CloudFormation's own type, ``AWS::SageMaker::Artifact``."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import CfnResource


def native_source(construct: object) -> Mapping[str, Any] | None:
    """Return the source of a ``CfnArtifact`` as this library renders it, with its tokens.

    ``None`` for any other construct, and where the source or its types are one token as a whole.
    """
    # By its reference: the import of CDK's module of SageMaker takes a second.
    if not isinstance(construct, CfnResource) or not hasattr(type(construct), "artifact_ref"):
        return None
    source = construct.source  # type: ignore[attr-defined]  # a CfnArtifact has one
    source_types = getattr(source, "source_types", None) or []
    if not hasattr(source, "source_uri") or not isinstance(source_types, list):
        return None
    return {
        "SourceUri": source.source_uri,
        "SourceTypes": [
            {
                "SourceIdType": getattr(each, "source_id_type", None),
                "Value": getattr(each, "value", each),
            }
            for each in source_types
        ],
    }
