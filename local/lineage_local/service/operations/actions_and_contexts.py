"""The operations on actions and contexts, which are identified by their name.

Both have the same operations; each function takes the kind that it works on.
"""

from collections.abc import Mapping
from typing import Any, Literal

from lineage_local.service import refusals
from lineage_local.service.operations import entities
from lineage_local.service.operations.call import Call
from lineage_local.service.store import StoredEntity

NamedKind = Literal["Action", "Context"]


def create(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Create an action or context; a name in use is an error (assumption, as with artifacts)."""
    name = request[f"{kind}Name"]
    arn = arn_of(kind, call, name)
    if arn in call.scope.entities.records:
        raise refusals.already_exists(call.behaviour, f"{kind} {name!r}")
    quotas = {"Action": call.behaviour.action_quota, "Context": call.behaviour.context_quota}
    entities.create(call, kind, request, arn, quotas[kind])
    return {f"{kind}Arn": arn}


def describe(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Describe an action or context."""
    return entities.describe(call, kind, arn_of(kind, call, request[f"{kind}Name"]))


def update(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Change the description and properties, and the status of an action."""
    entity = _find(kind, call, request)
    entities.update(call, entity, request)
    return {f"{kind}Arn": entity.arn}


def delete(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Delete an action or context."""
    entity = _find(kind, call, request)
    entities.delete(call, entity)
    return {f"{kind}Arn": entity.arn}


def list_(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List actions or contexts."""
    return entities.list_entities(call, kind, request)


def arn_of(kind: NamedKind, call: Call, name: str) -> str:
    """Return the ARN of an action or context of this name."""
    # The Describe operations take the ARN in the place of the name.
    return name if name.startswith("arn:") else call.caller.arn(f"{kind.lower()}/{name}")


def _find(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> StoredEntity:
    return entities.find(call, kind, arn_of(kind, call, request[f"{kind}Name"]))
