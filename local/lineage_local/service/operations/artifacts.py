"""The operations on artifacts, which are identified by their source."""

from collections.abc import Mapping
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations import entities
from lineage_local.service.operations.call import Call
from lineage_local.service.protocol.errors import validation_error


def create_artifact(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Create an artifact; one that exists is an error or the response, by the behaviour."""
    arn = arn_of(call, request["Source"])
    if arn not in call.scope.entities.records:
        _check_name(call, arn, request)
        entities.create(call, "Artifact", request, arn, call.behaviour.quota)
    elif call.behaviour.duplicate_source == "raise":
        raise refusals.already_exists(call.behaviour, "An artifact with this source")
    return {"ArtifactArn": arn}


def describe_artifact(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Describe an artifact."""
    return entities.describe(call, "Artifact", request["ArtifactArn"])


def update_artifact(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Change an artifact's name and properties."""
    artifact = entities.find(call, "Artifact", request["ArtifactArn"])
    _check_name(call, artifact.arn, request)
    changes = {name: value for name, value in request.items() if name != "ArtifactArn"}
    entities.update(call, artifact, changes)
    return {"ArtifactArn": artifact.arn}


def delete_artifact(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Delete the artifact that the request names by ARN or by source."""
    if ("ArtifactArn" in request) == ("Source" in request):
        # Reference: "either ArtifactArn or Source must be specified"; assumption: not both.
        raise validation_error("Either ArtifactArn or Source must be specified")
    arn = request["ArtifactArn"] if "ArtifactArn" in request else arn_of(call, request["Source"])
    artifact = entities.find(call, "Artifact", arn)
    entities.delete(call, artifact)
    return {"ArtifactArn": artifact.arn}


def list_artifacts(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List artifacts."""
    return entities.list_entities(call, "Artifact", request)


def arn_of(call: Call, source: Mapping[str, Any]) -> str:
    """Return the ARN of an artifact with this source."""
    return call.caller.arn(f"artifact/{rules.artifact_id(source, call.behaviour.identity)}")


def _check_name(call: Call, arn: str, request: Mapping[str, Any]) -> None:
    name = request.get("ArtifactName")
    if call.behaviour.unique_names and name is not None:
        for other in call.scope.entities.records.values():
            if other.kind == "Artifact" and other.name == name and other.arn != arn:
                raise refusals.name_in_use(call.behaviour, name)
