"""The operations on tags."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lineage_local.service import rules
from lineage_local.service.call import Call
from lineage_local.service.paging import page
from lineage_local.service.store import Entity


def add_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Add tags or overwrite their values; answers with all tags of the resource."""
    entity = _find(call, request["ResourceArn"])
    tags = rules.merged_tags(entity.tags, request["Tags"])
    call.scope.entities.put(entity.arn, replace(entity, tags=tags))
    return {"Tags": _tags(tags)}


def delete_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Take tags off; a key that is not there is no error."""
    entity = _find(call, request["ResourceArn"])
    removed = set(request["TagKeys"])
    tags = {key: value for key, value in entity.tags.items() if key not in removed}
    call.scope.entities.put(entity.arn, replace(entity, tags=tags))
    return {}


def list_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List the tags of a resource, in the order in which they came."""
    entity = _find(call, request["ResourceArn"])
    before = call.scope.entities.lagging(call.behaviour.tag_lag_seconds).get(entity.arn)
    numbered = list(enumerate(_tags(before.tags if before else {})))
    tags, token = page(
        numbered, lambda item: (item[0],), request, default_size=rules.TAG_LIMIT, descending=False
    )
    return {"Tags": [tag for _, tag in tags], **token}


def _find(call: Call, arn: str) -> Entity:
    entity = call.scope.entities.records.get(arn)
    if entity is None:
        raise rules.no_such_resource(arn)
    return entity


def _tags(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
