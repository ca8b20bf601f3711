"""From the parameters of a construct to the properties of its custom resource.

This is the library's side of the contract with the handler: the members of the API's
``CreateArtifactRequest`` and ``AddAssociationRequest`` under their own names, one by one, absent
when not declared, so that ``cdk diff`` shows exactly what changes.
"""

from collections.abc import Mapping
from typing import Any

from .artifact_source import ArtifactSource
from .diagnostics import Diagnostics, show
from .metadata_properties import MetadataProperties
from .on_existing import OnExisting
from .tokens import is_token

_METADATA_MEMBERS = {
    "commit_id": "CommitId",
    "repository": "Repository",
    "generated_by": "GeneratedBy",
    "project_id": "ProjectId",
}


def render_artifact(
    diagnostics: Diagnostics,
    *,
    source: ArtifactSource,
    artifact_type: str,
    artifact_name: str | None,
    properties: Mapping[str, str] | None,
    metadata_properties: MetadataProperties | None,
    on_existing: OnExisting,
) -> dict[str, Any]:
    """Return an artifact's members; what has the wrong Python type is noted and left out."""
    rendered = {
        "ArtifactName": None
        if artifact_name is None
        else diagnostics.text("artifact_name", artifact_name),
        "Source": source._render(diagnostics),
        "ArtifactType": diagnostics.text("artifact_type", artifact_type),
        "Properties": _render_properties(diagnostics, properties),
        "MetadataProperties": _render_metadata(diagnostics, metadata_properties),
        "OnExisting": _render_on_existing(diagnostics, on_existing),
    }
    return _declared(rendered)


def render_association(
    diagnostics: Diagnostics,
    *,
    source_arn: str,
    destination_arn: str,
    association_type: str | None,
    on_existing: OnExisting,
) -> dict[str, Any]:
    """Return an association's members in the same way."""
    return _declared(
        {
            "SourceArn": source_arn,
            "DestinationArn": destination_arn,
            "AssociationType": None
            if association_type is None
            else diagnostics.text("association_type", association_type),
            "OnExisting": _render_on_existing(diagnostics, on_existing),
        }
    )


def _declared(rendered: dict[str, Any]) -> dict[str, Any]:
    return {member: value for member, value in rendered.items() if value is not None}


def _render_properties(diagnostics: Diagnostics, properties: object) -> Any:
    if properties is None or is_token(properties):
        return properties
    if not isinstance(properties, Mapping):
        diagnostics.add("properties", properties, "a dict of strings")
        return None
    rendered = {}
    for key, value in properties.items():
        text = diagnostics.text(f"properties[{show(key)}]", value)
        if not isinstance(key, str) or is_token(key):
            diagnostics.add("a key of properties", key, "a string known at synthesis")
        elif key == "Ref" or key.startswith("Fn::"):
            diagnostics.add(
                "a key of properties",
                key,
                "another name, as CloudFormation takes it for a function",
            )
        elif text is not None:
            rendered[key] = text
    return rendered


def _render_metadata(diagnostics: Diagnostics, metadata: object) -> dict[str, Any] | None:
    if metadata is None:
        return None
    if not isinstance(metadata, MetadataProperties):
        diagnostics.add(
            "metadata_properties", metadata, "MetadataProperties, with its members as keywords"
        )
        return None
    rendered = {
        member: diagnostics.text(f"metadata_properties.{name}", value)
        for name, member in _METADATA_MEMBERS.items()
        if (value := getattr(metadata, name)) is not None
    }
    return rendered or None


def _render_on_existing(diagnostics: Diagnostics, on_existing: object) -> str | None:
    if not isinstance(on_existing, OnExisting):
        diagnostics.add("on_existing", on_existing, "OnExisting.FAIL or OnExisting.ADOPT")
    # The handler takes absence for FAIL, so the usual template does not mention it.
    return OnExisting.ADOPT.value if on_existing is OnExisting.ADOPT else None
