"""What comes downstream of an entity: all that its associations lead to."""

from collections.abc import Iterable

from .declaration import LineageStatus
from .graph import LineageGraph


def downstream(graph: LineageGraph, starts: Iterable[str], *, removed: bool = False) -> list[str]:
    """Return the ids of what associations lead to, in the order of the graph.

    Parameters
    ----------
    graph
        The graph, of a comparison or not.
    starts
        The ids of the entities to start at, which are not among the result.
    removed
        Whether to go along what the comparison removes, instead of what it adds: what came
        downstream before.
    """
    gone = LineageStatus.ADDED if removed else LineageStatus.REMOVED
    after: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.status is not gone:
            after.setdefault(edge.source, []).append(edge.destination)
    begun = set(starts)
    found, left = set(begun), list(begun)
    while left:
        for each in after.get(left.pop(), ()):
            if each not in found:
                found.add(each)
                left.append(each)
    return [vertex.id for vertex in graph.vertices if vertex.id in found - begun]
