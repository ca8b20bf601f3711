"""A graph as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .elements import Edge, Vertex

if TYPE_CHECKING:
    from .graph import LineageGraph


def document(graph: LineageGraph) -> dict[str, Any]:
    """Give everything that a graph holds; what is not known is not there."""
    return {
        "title": graph.title,
        "vertices": [_vertex(vertex) for vertex in graph.vertices],
        "edges": [_edge(edge) for edge in graph.edges],
    }


def _vertex(vertex: Vertex) -> dict[str, Any]:
    return _known(
        id=vertex.id,
        kind=vertex.kind.value,
        type=vertex.type,
        name=vertex.name,
        status=vertex.status.value,
        source_uri=vertex.source_uri,
        properties=dict(vertex.properties),
        declared_by=_declared_by(vertex),
    )


def _edge(edge: Edge) -> dict[str, Any]:
    return _known(
        source=edge.source,
        destination=edge.destination,
        type=edge.type,
        status=edge.status.value,
        declared_by=_declared_by(edge),
    )


def _declared_by(item: Vertex | Edge) -> list[dict[str, str]]:
    return [{"stack": by.stack, "logical_id": by.logical_id} for by in item.declared_by]


def _known(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, {}, [])}
