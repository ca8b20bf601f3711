"""The part of a comparison that says most, where the whole is too large."""

from dataclasses import replace

from ..model import Downstream, LineageAssociation, LineageGraph
from .changes import CHANGES


def excerpt(graph: LineageGraph, size: int) -> LineageGraph:
    """Return the part of a graph that has at most `size` entities.

    What changes comes first, then its neighbours, then what comes downstream. What has nothing to
    do with a change is left out at any size.
    """
    changed = [vertex.id for vertex in graph.vertices if vertex.status in CHANGES]
    changed += [id_ for edge in graph.edges if edge.status in CHANGES for id_ in _ends(edge)]
    is_changed = set(changed)
    near = [id_ for edge in graph.edges if is_changed & {*_ends(edge)} for id_ in _ends(edge)]
    kept = set(list(dict.fromkeys([*changed, *near, *Downstream(graph).of(changed)]))[:size])
    return replace(
        graph,
        vertices=tuple(vertex for vertex in graph.vertices if vertex.id in kept),
        edges=tuple(edge for edge in graph.edges if {*_ends(edge)} <= kept),
    )


def _ends(edge: LineageAssociation) -> tuple[str, str]:
    return edge.source, edge.destination
