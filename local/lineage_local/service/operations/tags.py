"""The operations on tags."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lineage_local.service import rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.pagination import page
from lineage_local.service.store import StoredEntity


def add_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Add tags or overwrite their values; the response has all tags of the resource."""
    entity = _find(call, request["ResourceArn"])
    tags = rules.merged_tags(entity.tags, request["Tags"])
    call.scope.entities.put(entity.arn, replace(entity, tags=tags))
    return {"Tags": _members(tags)}


def delete_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Remove tags; a key that the resource does not have is no error."""
    entity = _find(call, request["ResourceArn"])
    removed = set(request["TagKeys"])
    tags = {key: value for key, value in entity.tags.items() if key not in removed}
    call.scope.entities.put(entity.arn, replace(entity, tags=tags))
    return {}


def list_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List the tags of a resource, in the order in which they were added."""
    entity = _find(call, request["ResourceArn"])
    lagging = call.scope.entities.lagging(call.behaviour.tag_lag_seconds).get(entity.arn)
    numbered = list(enumerate(_members(lagging.tags if lagging else {})))
    tags, token = page(
        numbered, lambda item: (item[0],), request, default_size=rules.TAG_LIMIT, descending=False
    )
    return {"Tags": [tag for _, tag in tags], **token}


def _find(call: Call, arn: str) -> StoredEntity:
    entity = call.scope.entities.records.get(arn)
    if entity is None:
        raise rules.no_such_resource(arn)
    return entity


def _members(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
