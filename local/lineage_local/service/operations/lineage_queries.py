"""QueryLineage: a breadth-first search along the associations that a list shows."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.entities import KnownEntity, known_entity
from lineage_local.service.operations.pagination import created_within, page
from lineage_local.service.protocol.errors import validation_error
from lineage_local.service.store import StoredAssociation

# Each entity that a search reaches, with those that it is reached from.
Predecessors = Mapping[str, list[str]]


def query_lineage(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entities that can be reached and pass the filters.

    With IncludeEdges, also the entities on the paths from the start to them (the start included)
    and the associations between any two of the vertices. An association is on the same page as
    the later one of its source and destination.

    Raises
    ------
    ServiceError
        ``ResourceNotFound`` if a start does not exist, ``ValidationException`` for a MaxResults
        that no page can have.
    """
    if request.get("MaxResults", 1) < 1:
        raise validation_error("MaxResults must be greater than or equal to 1")
    lag = call.behaviour.list_lag_seconds
    associations = list(call.scope.associations.lagging(lag).values())
    reached = _search(call, associations, request)
    filters = request.get("Filters", {})
    starts = set(request.get("StartArns", []))
    matches = [
        arn for arn in reached if arn not in starts and _passes(known_entity(call, arn), filters)
    ]
    include_edges = request.get("IncludeEdges", False)
    vertices = _on_paths(reached, [*matches, *starts]) if include_edges else set(matches)
    rank = {arn: number for number, arn in enumerate(arn for arn in reached if arn in vertices)}
    arns, token = page(
        rank, lambda arn: (rank[arn],), request, default_size=rules.QUERY_PAGE, descending=False
    )
    ranks = {rank[arn] for arn in arns}
    edges = [each for each in associations if include_edges and _later_rank(each, rank) in ranks]
    return {
        "Vertices": _repeated(call, [_vertex(arn, known_entity(call, arn)) for arn in arns]),
        "Edges": _repeated(call, [_edge(association) for association in edges]),
        **token,
    }


def _search(
    call: Call, associations: Iterable[StoredAssociation], request: Mapping[str, Any]
) -> Predecessors:
    """Return what can be reached from the start; without a start everything (assumption)."""
    if not request.get("StartArns"):
        entities = call.scope.entities.lagging(call.behaviour.list_lag_seconds)
        associated = [
            arn for each in associations for arn in (each.source_arn, each.destination_arn)
        ]
        return {arn: [] for arn in [*entities, *associated]}
    neighbours = _neighbours(associations, request.get("Direction", "Both"))
    for start in request["StartArns"]:
        if start not in neighbours and start not in call.scope.entities.records:
            raise refusals.does_not_exist(call.behaviour, f"Lineage entity {start!r}")
    depths = dict.fromkeys(request["StartArns"], 0)
    predecessors: dict[str, list[str]] = {arn: [] for arn in depths}
    waiting = deque(depths)
    while waiting:
        arn = waiting.popleft()
        depth = depths[arn] + 1
        if depth > request.get("MaxDepth", rules.QUERY_DEPTH):
            break
        for neighbour in neighbours.get(arn, []):
            if neighbour not in depths:
                depths[neighbour] = depth
                predecessors[neighbour] = []
                waiting.append(neighbour)
            if depths[neighbour] == depth:
                predecessors[neighbour].append(arn)
    return predecessors


def _neighbours(associations: Iterable[StoredAssociation], direction: str) -> dict[str, list[str]]:
    """Return where a search can go from each associated entity.

    In both directions a search can turn at every entity, not only at the start (developer guide,
    querying lineage entities).
    """
    neighbours: dict[str, list[str]] = {}
    for association in associations:
        source, destination = association.source_arn, association.destination_arn
        downstream = neighbours.setdefault(source, [])
        upstream = neighbours.setdefault(destination, [])
        if direction in ("Descendants", "Both"):
            downstream.append(destination)
        if direction in ("Ascendants", "Both"):
            upstream.append(source)
    return neighbours


def _on_paths(reached: Predecessors, arns: Iterable[str]) -> set[str]:
    """Return these entities and all that are on a path from the start to them."""
    found: set[str] = set()
    waiting = list(arns)
    while waiting:
        arn = waiting.pop()
        if arn not in found:
            found.add(arn)
            waiting.extend(reached[arn])
    return found


def _passes(entity: KnownEntity, filters: Mapping[str, Any]) -> bool:
    """Return whether an entity passes the filters; one without a record has no times."""
    properties = filters.get("Properties", {})
    times = filters.keys() & {"CreatedBefore", "CreatedAfter", "ModifiedBefore", "ModifiedAfter"}
    stored = entity.stored
    if stored is None and (properties or times):
        return False
    return (
        entity.type in filters.get("Types", [entity.type])
        and entity.lineage_type in filters.get("LineageTypes", [entity.lineage_type])
        and (
            stored is None
            or (
                created_within(stored.created, filters)
                and filters.get("ModifiedAfter", stored.modified) <= stored.modified
                and stored.modified <= filters.get("ModifiedBefore", stored.modified)
                and (not properties or bool(properties.items() & stored.properties.items()))
            )
        )
    )


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


def _later_rank(association: StoredAssociation, rank: Mapping[str, int]) -> int | None:
    """Return the higher rank of source and destination; None if one is no vertex."""
    arns = (association.source_arn, association.destination_arn)
    return max(rank[arn] for arn in arns) if all(arn in rank for arn in arns) else None
