"""The search of QueryLineage: breadth-first, along the associations that a list shows."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from lineage_local.service import refusals, rules
from lineage_local.service.found_lineage import FoundLineage
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.entities import KnownEntity, known_entity
from lineage_local.service.operations.pagination import created_within
from lineage_local.service.store import ENTITY_KINDS, StoredAssociation
from lineage_local.service.table import LaggingTable

Associations = LaggingTable[tuple[str, str], StoredAssociation]

# Each entity that a search reaches, with those that it is reached from.
Predecessors = Mapping[str, list[str]]


def find_lineage(
    call: Call, associations: Associations, request: Mapping[str, Any]
) -> FoundLineage:
    """Return the entities that can be reached and pass the filters.

    With IncludeEdges, also those on the paths from the start to them, the start included.

    Raises
    ------
    ServiceError
        ``ResourceNotFound`` if a start does not exist.
    """
    reached = _search(call, associations, request)
    filters = request.get("Filters", {})
    starts = set(request.get("StartArns", []))
    shown = {
        arn
        for arn in reached
        if arn not in starts and (not filters or _passes(known_entity(call, arn), filters))
    }
    if request.get("IncludeEdges", False):
        shown = _on_paths(reached, [*shown, *starts])
    arns = [arn for arn in reached if arn in shown]
    return FoundLineage(arns, {arn: rank for rank, arn in enumerate(arns)})


def associations_of(
    associations: Associations, arn: str, direction: str = "Both"
) -> list[StoredAssociation]:
    """Return the associations of an entity, the oldest first.

    Parameters
    ----------
    associations
        Those to look among.
    arn
        The entity.
    direction
        ``Descendants`` for those that it is the source of, ``Ascendants`` for those that it is the
        destination of, ``Both`` for all; one with itself then comes twice.
    """
    # The table's groups: by source, and by destination.
    found = [] if direction == "Ascendants" else [*associations.group((arn, None))]
    if direction != "Descendants":
        found += associations.group((None, arn))
    return sorted(found, key=attrgetter("order"))


def _search(call: Call, associations: Associations, request: Mapping[str, Any]) -> Predecessors:
    """Return what can be reached from the start; without a start everything (assumption).

    In both directions a search can turn at every entity, not only at the start (developer guide,
    querying lineage entities).
    """
    if not request.get("StartArns"):
        return {arn: [] for arn in _everything(call, associations)}
    direction = request.get("Direction", "Both")
    for start in request["StartArns"]:
        if start not in call.scope.entities.records and not associations_of(associations, start):
            raise refusals.does_not_exist(call.behaviour, f"Lineage entity {start!r}")
    depths = dict.fromkeys(request["StartArns"], 0)
    predecessors: dict[str, list[str]] = {arn: [] for arn in depths}
    waiting = deque(depths)
    while waiting:
        arn = waiting.popleft()
        depth = depths[arn] + 1
        if depth > request.get("MaxDepth", rules.QUERY_DEPTH):
            break
        for association in associations_of(associations, arn, direction):
            source, destination = association.source_arn, association.destination_arn
            neighbour = destination if source == arn else source
            if neighbour not in depths:
                depths[neighbour] = depth
                predecessors[neighbour] = []
                waiting.append(neighbour)
            if depths[neighbour] == depth:
                predecessors[neighbour].append(arn)
    return predecessors


def _everything(call: Call, associations: Associations) -> Iterator[str]:
    entities = call.scope.entities.lagging(call.behaviour.list_lag_seconds)
    for kind in ENTITY_KINDS:
        yield from (entity.arn for entity in entities.group((kind, None)))
    for association in associations.group((None, None)):
        yield from association.key


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
