"""What artifacts, actions and contexts have in common."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from lineage_local.service import rules
from lineage_local.service.call import Call
from lineage_local.service.errors import not_found
from lineage_local.service.model import structure
from lineage_local.service.paging import Position, page
from lineage_local.service.rules import Kind
from lineage_local.service.store import Association, Entity, now


def create(call: Call, kind: Kind, request: Mapping[str, Any], arn: str, limit: int) -> None:
    """Record a new entity.

    Raises
    ------
    ServiceError
        ``ValidationException`` for tags that are not allowed, ``ResourceLimitExceeded``.
    """
    entities = call.scope.entities
    tags = rules.merged_tags({}, request.get("Tags", []))
    used = sum(entity.kind == kind for entity in entities.records.values())
    rules.check_quota(f"{kind}s", limit, used)
    moment, user = now(), call.caller.user_context
    entities.put(
        arn,
        Entity(
            kind=kind,
            arn=arn,
            sequence=call.scope.next_sequence(),
            members={name: value for name, value in request.items() if name != "Tags"},
            tags=tags,
            created=moment,
            created_by=user,
            modified=moment,
            modified_by=user,
        ),
    )


def find(call: Call, kind: Kind, arn: str) -> Entity:
    """Look an entity up.

    Raises
    ------
    ServiceError
        ``ResourceNotFound``; so also for another account's or region's, since none is shared.
    """
    entity = call.scope.entities.records.get(arn)
    if entity is None or entity.kind != kind:
        raise not_found(f"{kind} {arn!r} does not exist")
    return entity


def describe(call: Call, entity: Entity) -> dict[str, Any]:
    """Give all that the kind's Describe operation tells."""
    return _view(call, entity, f"Describe{entity.kind}Response")


def update(call: Call, entity: Entity, changes: Mapping[str, Any]) -> None:
    """Change an entity's members; Properties and PropertiesToRemove as the rules say.

    Raises
    ------
    ServiceError
        ``ValidationException`` if too many properties result.
    """
    members = {**entity.members, **changes}
    members.pop("PropertiesToRemove", None)
    if "Properties" in members:
        members["Properties"] = rules.updated_properties(call.behaviour, entity.properties, changes)
    call.scope.entities.put(
        entity.arn,
        replace(entity, members=members, modified=now(), modified_by=call.caller.user_context),
    )


def delete(call: Call, entity: Entity) -> None:
    """Remove an entity.

    Raises
    ------
    ServiceError
        ``ValidationException`` if associations stand against it.
    """
    edges = [edge for edge in call.scope.associations.records.values() if _touches(edge, entity)]
    if edges and call.behaviour.refuse_delete_with_associations:
        raise rules.has_associations(f"{entity.kind} {entity.arn!r}")
    for edge in edges:
        call.scope.associations.put((edge.source_arn, edge.destination_arn), None)
    call.scope.entities.put(entity.arn, None)


def list_entities(call: Call, kind: Kind, request: Mapping[str, Any]) -> dict[str, Any]:
    """Give a page of the entities of one kind that the request's filters let through."""
    found = [
        entity
        for entity in call.scope.entities.lagging(call.behaviour.list_lag_seconds).values()
        if entity.kind == kind
        and request.get("SourceUri") in (None, entity.members["Source"]["SourceUri"])
        and request.get(f"{kind}Type") in (None, entity.type)
        and created_within(entity.created, request)
    ]
    by_name = request.get("SortBy") == "Name"

    def position(entity: Entity) -> Position:
        return (entity.name or "" if by_name else epoch_ms(entity.created), entity.sequence)

    entities, token = page(
        found, position, request, default_size=rules.LIST_PAGE, descending=descending(request)
    )
    summaries = [_view(call, entity, f"{kind}Summary") for entity in entities]
    return {f"{kind}Summaries": summaries, **token}


def created_within(created: datetime, request: Mapping[str, Any]) -> bool:
    """Tell whether a time is on or after CreatedAfter and on or before CreatedBefore."""
    after: datetime = request.get("CreatedAfter", created)
    before: datetime = request.get("CreatedBefore", created)
    return after <= created <= before


def descending(request: Mapping[str, Any]) -> bool:
    """Tell the order that a list request asks for; the API's default is Descending."""
    order: str = request.get("SortOrder", "Descending")
    return order == "Descending"


def epoch_ms(moment: datetime) -> int:
    """Give a time as a number, for a position."""
    return round(moment.timestamp() * 1000)


def _touches(edge: Association, entity: Entity) -> bool:
    return entity.arn in (edge.source_arn, edge.destination_arn)


def _view(call: Call, entity: Entity, shape: str) -> dict[str, Any]:
    """Give those of an entity's members that a structure of the model has."""
    known = structure(shape).members
    members = {
        **entity.members,
        f"{entity.kind}Arn": entity.arn,
        "CreationTime": entity.created,
        "CreatedBy": entity.created_by,
        "LastModifiedTime": entity.modified,
        "LastModifiedBy": entity.modified_by,
        "LineageGroupArn": call.caller.arn(f"lineage-group/{rules.LINEAGE_GROUP}"),
    }
    return {name: value for name, value in members.items() if name in known}
