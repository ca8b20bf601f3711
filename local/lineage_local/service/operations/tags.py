"""The operations on tags."""

from collections.abc import Mapping
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.pagination import page
from lineage_local.service.store import now
from lineage_local.service.tag_writes import TagLags


def add_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Add tags or overwrite their values; the response has all tags of the resource."""
    arn = _arn(call, request)
    tags = rules.merged_tags(call.scope.tags.of(arn).written, request["Tags"])
    added = {tag["Key"]: tag["Value"] for tag in request["Tags"]}
    call.scope.tags.write(arn, now(), "add", added)
    return {"Tags": _members(tags)}


def delete_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Remove tags; a key that the resource does not have is no error."""
    arn = _arn(call, request)
    call.scope.tags.write(arn, now(), "delete", dict.fromkeys(request["TagKeys"]))
    return {}


def list_tags(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List the tags of a resource, in the order in which they were added."""
    arn = _arn(call, request)
    behaviour = call.behaviour
    lags: TagLags = {
        "create": behaviour.create_tag_lag_seconds,
        "add": behaviour.add_tag_lag_seconds,
        "delete": behaviour.delete_tag_lag_seconds,
        "clean_up": behaviour.tag_cleanup_lag_seconds,
    }
    numbered = list(enumerate(_members(call.scope.tags.of(arn).shown(now(), lags))))
    tags, token = page(
        numbered, lambda item: (item[0],), request, default_size=rules.TAG_LIMIT, descending=False
    )
    return {"Tags": [tag for _, tag in tags], **token}


def _arn(call: Call, request: Mapping[str, Any]) -> str:
    arn: str = request["ResourceArn"]
    if arn not in call.scope.entities.records:
        raise refusals.no_such_resource(call.behaviour, arn)
    return arn


def _members(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
