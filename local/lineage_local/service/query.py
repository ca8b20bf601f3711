"""QueryLineage: from one entity along the associations."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from lineage_local.service import rules
from lineage_local.service.associations import End, end_of
from lineage_local.service.call import Call
from lineage_local.service.entities import created_within
from lineage_local.service.errors import not_found, validation
from lineage_local.service.paging import page
from lineage_local.service.store import Association


def query_lineage(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Give the entities that can be reached and pass the filters.

    With IncludeEdges, also those on the way from the start to them (the start among these) and
    the associations between any two of the answer. An association comes with the page on which
    the second of its ends comes.

    Raises
    ------
    ServiceError
        ``ResourceNotFound`` if the start is not there, ``ValidationException`` for a MaxResults
        that no page can have.
    """
    if request.get("MaxResults", 1) < 1:
        raise validation("MaxResults must be greater than or equal to 1")
    edges = list(call.scope.associations.lagging(call.behaviour.list_lag_seconds).values())
    ways = _ways(call, edges, request)
    filters = request.get("Filters", {})
    starts = set(request.get("StartArns", []))
    matched = [arn for arn in ways if arn not in starts and _passes(end_of(call, arn), filters)]
    include_edges = request.get("IncludeEdges", False)
    chosen = _on_the_way(ways, [*matched, *starts]) if include_edges else set(matched)
    rank = {arn: number for number, arn in enumerate(arn for arn in ways if arn in chosen)}
    shown, token = page(
        rank,
        lambda arn: (rank[arn],),
        request,
        default_size=rules.QUERY_PAGE,
        descending=False,
    )
    shown_ranks = {rank[arn] for arn in shown}
    return {
        "Vertices": [_vertex(arn, end_of(call, arn)) for arn in shown],
        "Edges": [
            _edge(edge) for edge in edges if include_edges and _last_end(edge, rank) in shown_ranks
        ],
        **token,
    }


def _ways(
    call: Call, edges: Iterable[Association], request: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Walk breadth first; give each entity reached with those it was reached from.

    Without a start everything is reached (assumption).
    """
    if not request.get("StartArns"):
        ends = [arn for edge in edges for arn in (edge.source_arn, edge.destination_arn)]
        entities = call.scope.entities.lagging(call.behaviour.list_lag_seconds)
        return {arn: [] for arn in [*entities, *ends]}
    neighbours = _neighbours(edges, request.get("Direction", "Both"))
    for start in request["StartArns"]:
        if start not in neighbours and start not in call.scope.entities.records:
            raise not_found(f"Lineage entity {start!r} does not exist")
    depths = dict.fromkeys(request["StartArns"], 0)
    ways: dict[str, list[str]] = {arn: [] for arn in depths}
    waiting = deque(depths)
    while waiting:
        arn = waiting.popleft()
        depth = depths[arn] + 1
        if depth > request.get("MaxDepth", rules.QUERY_DEPTH):
            break
        for neighbour in neighbours.get(arn, []):
            if neighbour not in depths:
                depths[neighbour] = depth
                ways[neighbour] = []
                waiting.append(neighbour)
            if depths[neighbour] == depth:
                ways[neighbour].append(arn)
    return ways


def _neighbours(edges: Iterable[Association], direction: str) -> dict[str, list[str]]:
    """Give where one can go from each end of an association.

    In both directions one can turn at every entity, not at the start alone (developer guide,
    querying lineage entities).
    """
    neighbours: dict[str, list[str]] = {}
    for edge in edges:
        source, destination = edge.source_arn, edge.destination_arn
        onward = neighbours.setdefault(source, [])
        back = neighbours.setdefault(destination, [])
        if direction in ("Descendants", "Both"):
            onward.append(destination)
        if direction in ("Ascendants", "Both"):
            back.append(source)
    return neighbours


def _on_the_way(ways: Mapping[str, list[str]], ends: Iterable[str]) -> set[str]:
    """Give the ends and all that lies between them and the start."""
    found: set[str] = set()
    waiting = list(ends)
    while waiting:
        arn = waiting.pop()
        if arn not in found:
            found.add(arn)
            waiting.extend(ways[arn])
    return found


def _passes(end: End, filters: Mapping[str, Any]) -> bool:
    """Tell whether an entity passes; one that the service does not store has no times."""
    wanted = filters.get("Properties", {})
    times = filters.keys() & {"CreatedBefore", "CreatedAfter", "ModifiedBefore", "ModifiedAfter"}
    entity = end.entity
    if entity is None and (wanted or times):
        return False
    return (
        end.type in filters.get("Types", [end.type])
        and end.lineage_type in filters.get("LineageTypes", [end.lineage_type])
        and (
            entity is None
            or (
                created_within(entity.created, filters)
                and filters.get("ModifiedAfter", entity.modified) <= entity.modified
                and entity.modified <= filters.get("ModifiedBefore", entity.modified)
                and (not wanted or bool(wanted.items() & entity.properties.items()))
            )
        )
    )


def _vertex(arn: str, end: End) -> dict[str, Any]:
    members = {"Arn": arn, "Type": end.type, "LineageType": end.lineage_type}
    return {name: value for name, value in members.items() if value is not None}


def _edge(edge: Association) -> dict[str, Any]:
    members = {
        "SourceArn": edge.source_arn,
        "DestinationArn": edge.destination_arn,
        "AssociationType": edge.type,
    }
    return {name: value for name, value in members.items() if value is not None}


def _last_end(edge: Association, rank: Mapping[str, int]) -> int | None:
    """Give the rank of the later of an association's ends; None if one is not in the answer."""
    if edge.source_arn in rank and edge.destination_arn in rank:
        return max(rank[edge.source_arn], rank[edge.destination_arn])
    return None
