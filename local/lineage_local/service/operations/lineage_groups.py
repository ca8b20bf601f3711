"""The operations on lineage groups: an account has one, which cannot be changed."""

from collections.abc import Mapping
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.pagination import created_within, page


def describe_lineage_group(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the default group."""
    name = request["LineageGroupName"]
    if name != rules.LINEAGE_GROUP:
        raise refusals.does_not_exist(call.behaviour, f"Lineage group {name!r}")
    user = call.caller.user_context
    return {**_summary(call), "CreatedBy": user, "LastModifiedBy": user}


def list_lineage_groups(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List the default group."""
    group = _summary(call)
    found = [group] if created_within(group["CreationTime"], request) else []
    groups, token = page(
        found,
        lambda group: (group["LineageGroupName"],),
        request,
        default_size=rules.LIST_PAGE,
        descending=False,
    )
    return {"LineageGroupSummaries": groups, **token}


def _summary(call: Call) -> dict[str, Any]:
    created = call.timestamp(call.scope.created)
    return {
        "LineageGroupName": rules.LINEAGE_GROUP,
        "LineageGroupArn": call.caller.arn(f"lineage-group/{rules.LINEAGE_GROUP}"),
        "DisplayName": rules.LINEAGE_GROUP,
        "CreationTime": created,
        "LastModifiedTime": created,
    }
