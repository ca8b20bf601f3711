"""The operations on associations, which their two ends identify."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lineage_local.service import rules
from lineage_local.service.call import Call
from lineage_local.service.entities import created_within, descending, epoch_ms
from lineage_local.service.errors import not_found
from lineage_local.service.paging import Position, page
from lineage_local.service.store import Association, Entity, now


@dataclass(frozen=True)
class End:
    """What is known of an entity at an end of an association."""

    name: str | None
    type: str | None
    lineage_type: str | None
    entity: Entity | None = None


def end_of(call: Call, arn: str) -> End:
    """Look an end up; experiments and trial components are known by their ARN alone."""
    entity = call.scope.entities.records.get(arn)
    if entity:
        return End(entity.name, entity.type, entity.kind, entity)
    resource, _, name = arn.split(":", 5)[5].partition("/")
    if resource in rules.UNSTORED_ENDS:
        type_, lineage_type = rules.UNSTORED_ENDS[resource]
        return End(name, type_, lineage_type)
    return End(None, None, None)


def add_association(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Associate two entities."""
    ends = _ends(request)
    table = call.scope.associations
    for arn in ends:
        _require(call, arn)
    if ends in table.records:
        raise rules.already_exists(f"An association from {ends[0]!r} to {ends[1]!r}")
    rules.check_quota("Associations", call.behaviour.association_quota, len(table.records))
    table.put(
        ends,
        Association(
            *ends,
            type=request.get("AssociationType"),
            sequence=call.scope.next_sequence(),
            created=now(),
            created_by=call.caller.user_context,
        ),
    )
    return _response(ends)


def delete_association(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Remove the association between two entities."""
    ends = _ends(request)
    if ends not in call.scope.associations.records:
        raise not_found(f"No association from {ends[0]!r} to {ends[1]!r}")
    call.scope.associations.put(ends, None)
    return _response(ends)


def list_associations(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List associations; an ARN that is not there has none (assumption)."""
    found = [
        edge
        for edge in call.scope.associations.lagging(call.behaviour.list_lag_seconds).values()
        if request.get("SourceArn") in (None, edge.source_arn)
        and request.get("DestinationArn") in (None, edge.destination_arn)
        and request.get("SourceType") in (None, end_of(call, edge.source_arn).type)
        and request.get("DestinationType") in (None, end_of(call, edge.destination_arn).type)
        and request.get("AssociationType") in (None, edge.type)
        and created_within(edge.created, request)
    ]
    sort_by = _SORT_BY[request.get("SortBy", "CreationTime")]

    def position(edge: Association) -> Position:
        return (sort_by(call, edge), edge.sequence)

    edges, token = page(
        found, position, request, default_size=rules.LIST_PAGE, descending=descending(request)
    )
    return {"AssociationSummaries": [_summary(call, edge) for edge in edges], **token}


_SORT_BY: dict[str, Callable[[Call, Association], str | int]] = {
    "SourceArn": lambda _, edge: edge.source_arn,
    "DestinationArn": lambda _, edge: edge.destination_arn,
    "SourceType": lambda call, edge: end_of(call, edge.source_arn).type or "",
    "DestinationType": lambda call, edge: end_of(call, edge.destination_arn).type or "",
    "CreationTime": lambda _, edge: epoch_ms(edge.created),
}


def _summary(call: Call, edge: Association) -> dict[str, Any]:
    source, destination = end_of(call, edge.source_arn), end_of(call, edge.destination_arn)
    members = {
        "SourceArn": edge.source_arn,
        "DestinationArn": edge.destination_arn,
        "SourceType": source.type,
        "DestinationType": destination.type,
        "AssociationType": edge.type,
        "SourceName": source.name,
        "DestinationName": destination.name,
        "CreationTime": edge.created,
        "CreatedBy": edge.created_by,
    }
    return {name: value for name, value in members.items() if value is not None}


def _ends(request: Mapping[str, Any]) -> tuple[str, str]:
    return (request["SourceArn"], request["DestinationArn"])


def _response(ends: tuple[str, str]) -> dict[str, Any]:
    return {"SourceArn": ends[0], "DestinationArn": ends[1]}


def _require(call: Call, arn: str) -> None:
    # Nothing is shared between accounts here, so an end of another account or region is unknown.
    if end_of(call, arn).type is None or not arn.startswith(call.caller.arn("")):
        raise not_found(f"Lineage entity {arn!r} does not exist")
