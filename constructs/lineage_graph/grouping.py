"""Which vertices are drawn in one frame."""

from collections.abc import Iterable

from .elements import Vertex


def by_stack(vertices: Iterable[Vertex]) -> dict[str, list[Vertex]]:
    """Give the vertices of each stack; those that no stack declares are under ``""``."""
    groups: dict[str, list[Vertex]] = {}
    for vertex in vertices:
        stack = vertex.declared_by[0].stack if vertex.declared_by else ""
        groups.setdefault(stack, []).append(vertex)
    return groups
