"""The cycles of a directed graph."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TypeAlias

DirectedEdge: TypeAlias = tuple[str, str]
"""Where an edge comes from, and where it leads to."""


def cycles(edges: Iterable[DirectedEdge]) -> Iterator[list[DirectedEdge]]:
    """Yield the cycles, each beginning with the one of its edges that comes last in `edges`.

    That edge is taken for the one that closes the cycle, and is left out of the search for
    others, so an edge closes one cycle at most.

    Examples
    --------
    >>> list(cycles([("a", "b"), ("b", "c"), ("b", "a")]))
    [[('b', 'a'), ('a', 'b')]]
    """
    left = list(dict.fromkeys(edges))
    while cycle := _cycle(left):
        closing = max(cycle, key=left.index)
        start = cycle.index(closing)
        yield cycle[start:] + cycle[:start]
        left.remove(closing)


def _cycle(edges: Iterable[DirectedEdge]) -> list[DirectedEdge]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for source, destination in edges:
        sorter.add(destination, source)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(pairwise(error.args[1]))
    return []
