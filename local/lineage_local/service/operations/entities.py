"""What artifacts, actions and contexts have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.empty_members import (
    with_empty_members,
    without_empty_members,
)
from lineage_local.service.operations.lists import list_page
from lineage_local.service.operations.pagination import SortKey, created_within
from lineage_local.service.protocol.service_model import structure
from lineage_local.service.store import EntityKind, StoredEntity, now
from lineage_local.service.trial_components import job_of


@dataclass(frozen=True)
class KnownEntity:
    """What is known of the entity that an ARN names.

    Its type in the lists of associations, its type and lineage type in queries, and its record; an
    experiment or trial component has none.
    """

    name: str | None = None
    listed_type: str | None = None
    type: str | None = None
    lineage_type: str | None = None
    stored: StoredEntity | None = None


def known_entity(call: Call, arn: str) -> KnownEntity:
    """Return what is known of an entity: of experiments and trial components, what the ARN says."""
    stored = call.scope.entities.records.get(arn)
    if stored:
        return KnownEntity(stored.name, stored.type, stored.type, stored.kind, stored)
    resource, _, name = arn.split(":", 5)[5].partition("/")
    if resource not in rules.UNSTORED_ENTITIES:
        return KnownEntity()
    type_, lineage_type = rules.UNSTORED_ENTITIES[resource]
    job = job_of(name) if resource == "experiment-trial-component" else None
    if job:
        return KnownEntity(name, job.kind.source_type, job.kind.type, lineage_type)
    return KnownEntity(name, type_, type_, lineage_type)


def create(call: Call, kind: EntityKind, request: Mapping[str, Any], arn: str, quota: int) -> None:
    """Store a new entity.

    Raises
    ------
    ServiceError
        ``ValidationException`` for tags that are not allowed, ``ResourceLimitExceeded``.
    """
    entities = call.scope.entities
    tags = rules.merged_tags({}, request.get("Tags", []))
    rules.check_quota(f"{kind}s", quota, entities.count((kind, None)))
    moment, user = call.timestamp(now()), call.caller.user_context
    entities.put(
        StoredEntity(
            kind=kind,
            arn=arn,
            sequence=call.scope.next_sequence(),
            members={name: value for name, value in request.items() if name != "Tags"},
            created=moment,
            created_by=user,
            modified=moment,
            modified_by=user,
        ),
    )
    call.scope.tags.write(arn, now(), "create", tags)


def find(call: Call, kind: EntityKind, arn: str, lag_seconds: float = 0.0) -> StoredEntity:
    """Return a stored entity, as it was some seconds ago.

    Raises
    ------
    ServiceError
        ``ResourceNotFound``; also for another account's or region's, since none is shared.
    """
    entity = call.scope.entities.lagging(lag_seconds).get(arn)
    if entity is None or entity.kind != kind:
        raise refusals.does_not_exist(call.behaviour, f"{kind} {arn!r}")
    return entity


def describe(call: Call, kind: EntityKind, arn: str) -> dict[str, Any]:
    """Return the response of the kind's Describe operation.

    Raises
    ------
    ServiceError
        ``ResourceNotFound``.
    """
    entity = find(call, kind, arn, call.behaviour.describe_lag_seconds)
    return _view(call, entity, f"Describe{kind}Response")


def update(call: Call, entity: StoredEntity, changes: Mapping[str, Any]) -> None:
    """Change an entity's members; Properties and PropertiesToRemove by `rules`.

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
        replace(
            entity,
            members=members,
            modified=call.timestamp(now()),
            modified_by=call.caller.user_context,
        ),
    )


def delete(call: Call, entity: StoredEntity) -> None:
    """Delete an entity.

    Raises
    ------
    ServiceError
        ``ValidationException`` if it has associations and the behaviour refuses that.
    """
    table = call.scope.associations
    present = table.lagging(0)
    associations = [*present.group((entity.arn, None)), *present.group((None, entity.arn))]
    if associations and call.behaviour.refuse_delete_with_associations:
        raise refusals.has_associations(call.behaviour, f"{entity.kind} {entity.arn!r}")
    for association in associations:
        table.remove(association.key)
    call.scope.entities.remove(entity.arn)
    call.scope.tags.clean_up(entity.arn, now())


def list_entities(call: Call, kind: EntityKind, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the entities of one kind that pass the request's filters."""

    def passes(entity: StoredEntity) -> bool:
        is_of_type = request.get(f"{kind}Type") in (None, entity.type)
        return is_of_type and created_within(entity.created, request)

    entities, token = list_page(
        call.scope.entities.lagging(call.behaviour.list_lag_seconds),
        (kind, request.get("SourceUri")),
        passes,
        _name_and_sequence if request.get("SortBy") == "Name" else None,
        request,
    )
    summaries = [_view(call, entity, f"{kind}Summary") for entity in entities]
    return {f"{kind}Summaries": summaries, **token}


def _name_and_sequence(entity: StoredEntity) -> SortKey:
    return (entity.name or "", entity.sequence)


def _view(call: Call, entity: StoredEntity, shape: str) -> dict[str, Any]:
    """Return those of an entity's members that a structure of the model has."""
    known = structure(shape)
    members = {
        **entity.members,
        f"{entity.kind}Arn": entity.arn,
        "CreationTime": entity.created,
        "CreatedBy": entity.created_by,
        "LastModifiedTime": entity.modified,
        "LastModifiedBy": entity.modified_by,
        "LineageGroupArn": call.caller.arn(f"lineage-group/{rules.LINEAGE_GROUP}"),
    }
    view = {name: value for name, value in members.items() if name in known.members}
    if call.behaviour.empty_members:
        return with_empty_members(known, view)
    return without_empty_members(view)
