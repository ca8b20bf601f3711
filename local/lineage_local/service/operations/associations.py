"""The operations on associations, which are identified by their source and destination."""

from collections.abc import Callable, Mapping
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.entities import KnownEntity, known_entity
from lineage_local.service.operations.lists import list_page
from lineage_local.service.operations.pagination import created_within
from lineage_local.service.store import StoredAssociation, now


def add_association(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Associate a source with a destination."""
    source, destination = key = _key(request)
    table = call.scope.associations
    ends = [_existing(call, arn) for arn in key]
    if not any(end.stored for end in ends):
        raise refusals.between_experiment_entities(call.behaviour)
    response = {"SourceArn": source, "DestinationArn": destination}
    if key in table.records:
        if call.behaviour.duplicate_association == "return":
            return response
        raise refusals.already_exists(call.behaviour, _description(source, destination))
    rules.check_quota("Associations", call.behaviour.association_quota, len(table.records))
    association = StoredAssociation(
        source,
        destination,
        type=request.get("AssociationType"),
        sequence=call.scope.next_sequence(),
        created=call.timestamp(now()),
        created_by=call.caller.user_context,
    )
    table.put(association)
    return response


def delete_association(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Delete the association of a source with a destination."""
    source, destination = key = _key(request)
    if key not in call.scope.associations.records:
        raise refusals.does_not_exist(call.behaviour, _description(source, destination))
    call.scope.associations.remove(key)
    return {"SourceArn": source, "DestinationArn": destination}


def list_associations(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """List associations; an ARN that does not exist has none (assumption)."""

    def passes(association: StoredAssociation) -> bool:
        return (
            request.get("SourceType") in (None, _type(call, association.source_arn))
            and request.get("DestinationType") in (None, _type(call, association.destination_arn))
            and request.get("AssociationType") in (None, association.type)
            and created_within(association.created, request)
        )

    sort_by = _SORT_BY.get(request.get("SortBy", "CreationTime"))
    associations, token = list_page(
        call.scope.associations.lagging(call.behaviour.list_lag_seconds),
        (request.get("SourceArn"), request.get("DestinationArn")),
        passes,
        (lambda each: (sort_by(call, each), each.sequence)) if sort_by else None,
        request,
    )
    return {"AssociationSummaries": [_summary(call, each) for each in associations], **token}


def _key(request: Mapping[str, Any]) -> tuple[str, str]:
    return (request["SourceArn"], request["DestinationArn"])


def _description(source: str, destination: str) -> str:
    return f"An association from {source!r} to {destination!r}"


def _existing(call: Call, arn: str) -> KnownEntity:
    entity = known_entity(call, arn)
    # Nothing is shared between accounts here: an entity of another account or region is unknown.
    if entity.type is None or not arn.startswith(call.caller.arn("")):
        raise refusals.does_not_exist(call.behaviour, f"Lineage entity {arn!r}")
    return entity


def _type(call: Call, arn: str) -> str | None:
    return known_entity(call, arn).listed_type


# The orders beside that of creation.
_SORT_BY: dict[str, Callable[[Call, StoredAssociation], str]] = {
    "SourceArn": lambda _, association: association.source_arn,
    "DestinationArn": lambda _, association: association.destination_arn,
    "SourceType": lambda call, association: _type(call, association.source_arn) or "",
    "DestinationType": lambda call, association: _type(call, association.destination_arn) or "",
}


def _summary(call: Call, association: StoredAssociation) -> dict[str, Any]:
    source = known_entity(call, association.source_arn)
    destination = known_entity(call, association.destination_arn)
    members = {
        "SourceArn": association.source_arn,
        "DestinationArn": association.destination_arn,
        "SourceType": source.listed_type,
        "DestinationType": destination.listed_type,
        "AssociationType": association.type,
        "SourceName": source.name,
        "DestinationName": destination.name,
        "CreationTime": association.created,
        "CreatedBy": association.created_by,
    }
    return {name: value for name, value in members.items() if value is not None}
