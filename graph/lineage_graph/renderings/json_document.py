"""A graph as JSON."""

import json
from dataclasses import asdict
from typing import Any

from ..model import LineageAssociation, LineageEntity, LineageGraph


def render(graph: LineageGraph) -> str:
    """Return the text of the document."""
    return json.dumps(document(graph), indent=2, ensure_ascii=False) + "\n"


def document(graph: LineageGraph) -> dict[str, Any]:
    """Return everything that a graph holds, without the members that are not known."""
    written = {
        "title": graph.title,
        "vertices": [_vertex(entity) for entity in graph.vertices],
        "edges": [_edge(association) for association in graph.edges],
    }
    return written | _known(comparison=graph.comparison and asdict(graph.comparison))


def _vertex(entity: LineageEntity) -> dict[str, Any]:
    return _known(
        id=entity.id,
        kind=entity.kind.value,
        type=entity.type,
        name=entity.name,
        status=entity.status.value,
        source_uri=entity.source_uri,
        properties=dict(entity.properties),
        declared_by=_declared_by(entity),
        differences=_differences(entity),
        notes=list(entity.notes),
    )


def _edge(association: LineageAssociation) -> dict[str, Any]:
    return _known(
        source=association.source,
        destination=association.destination,
        type=association.type,
        status=association.status.value,
        declared_by=_declared_by(association),
        differences=_differences(association),
        notes=list(association.notes),
    )


def _declared_by(item: LineageEntity | LineageAssociation) -> list[dict[str, str]]:
    return [{"stack": by.stack, "logical_id": by.logical_id} for by in item.declared_by]


def _differences(item: LineageEntity | LineageAssociation) -> list[dict[str, str]]:
    return [_known(**asdict(difference)) for difference in item.differences]


def _known(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, {}, [])}
