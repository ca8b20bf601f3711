"""Finds the circles of a directed graph."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TypeAlias

Edge: TypeAlias = tuple[str, str]


def circles(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Give the circles, each ending with the one of its edges that comes last in `edges`.

    That edge is taken for the one that closes the circle, and is left out of the search for
    others, so an edge closes one circle at most.

    Examples
    --------
    >>> list(circles([("a", "b"), ("b", "c"), ("b", "a")]))
    [[('a', 'b'), ('b', 'a')]]
    """
    left = list(dict.fromkeys(edges))
    while circle := _circle(left):
        closing = max(circle, key=left.index)
        after = circle.index(closing) + 1
        yield circle[after:] + circle[:after]
        left.remove(closing)


def _circle(edges: Iterable[Edge]) -> list[Edge]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for source, destination in edges:
        sorter.add(destination, source)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(pairwise(error.args[1]))
    return []
