"""QueryLineage: the entities that a search finds, page by page, and how they are associated."""

from collections.abc import Mapping
from typing import Any

from lineage_local.service import rules
from lineage_local.service.found_lineage import FoundLineage
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.entities import KnownEntity, known_entity
from lineage_local.service.operations.lineage_search import (
    Associations,
    associations_of,
    find_lineage,
)
from lineage_local.service.operations.pagination import last_key, ordered_page
from lineage_local.service.protocol.errors import validation_error
from lineage_local.service.store import StoredAssociation


def query_lineage(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entities that can be reached and pass the filters.

    With IncludeEdges, also the entities on the paths from the start to them (the start included)
    and the associations between any two of the vertices. An association is on the same page as
    the later one of its source and destination. All pages of a query are of one search.

    Raises
    ------
    ServiceError
        ``ResourceNotFound`` if a start does not exist, ``ValidationException`` for a MaxResults
        that no page can have, or a token that no response to this query had.
    """
    if request.get("MaxResults", 1) < 1:
        raise validation_error("MaxResults must be greater than or equal to 1")
    associations = call.scope.associations.lagging(call.behaviour.list_lag_seconds)
    last = last_key(request)
    kept = call.scope.found_lineages
    lineage = kept.get(request.get("NextToken")) or find_lineage(call, associations, request)
    first = 0 if last is None else int(last[0]) + 1
    arns, token = ordered_page(
        (lineage.arns[rank] for rank in range(first, len(lineage.arns))),
        lambda arn: (lineage.ranks[arn],),
        request,
        default_size=rules.QUERY_PAGE,
    )
    if token:
        kept.keep(token["NextToken"], lineage)
    edges = _edges(associations, lineage, arns) if request.get("IncludeEdges", False) else []
    return {
        "Vertices": _repeated(call, [_vertex(arn, known_entity(call, arn)) for arn in arns]),
        "Edges": _repeated(call, edges),
        **token,
    }


def _edges(
    associations: Associations, lineage: FoundLineage, arns: list[str]
) -> list[dict[str, Any]]:
    """Return the associations of entities with themselves, and with those of lower rank."""
    found = {
        each.key: each
        for arn in arns
        for each in associations_of(associations, arn)
        if all(lineage.ranks.get(end, len(lineage.arns)) <= lineage.ranks[arn] for end in each.key)
    }
    return [_edge(found[key]) for key in sorted(found, key=lambda key: found[key].order)]


def _repeated(call: Call, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*items, *items] if call.behaviour.duplicate_vertices else items


def _vertex(arn: str, entity: KnownEntity) -> dict[str, Any]:
    members = {"Arn": arn, "Type": entity.type, "LineageType": entity.lineage_type}
    return {name: value for name, value in members.items() if value is not None}


def _edge(association: StoredAssociation) -> dict[str, Any]:
    members = {
        "SourceArn": association.source_arn,
        "DestinationArn": association.destination_arn,
        "AssociationType": association.type,
    }
    return {name: value for name, value in members.items() if value is not None}
