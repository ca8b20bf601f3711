"""The changes of a comparison in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..model import (
    Difference,
    Downstream,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
    association_in_words,
)

CHANGES: Final = (
    LineageStatus.ADDED,
    LineageStatus.CHANGED,
    LineageStatus.MISSING,
    LineageStatus.REMOVED,
)
"""The statuses that are changes, in the order in which they are told."""


@dataclass(frozen=True)
class LineageChange:
    """A change of an entity or an association.

    Parameters
    ----------
    status
        What becomes of it.
    subject
        The entity or association, in words.
    differences, notes
        Those of the entity or association.
    downstream
        The names of what comes downstream of it.
    """

    status: LineageStatus
    subject: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]
    downstream: tuple[str, ...]


def changes(graph: LineageGraph) -> list[LineageChange]:
    """Return the changes of a comparison: entities first, and each by its status."""
    found = [*_entities(graph), *_associations(graph)]
    return sorted(found, key=lambda change: CHANGES.index(change.status))


def entity_text(entity: LineageEntity) -> str:
    """Return an entity in words: its type, or its kind, and its name."""
    return f"{entity.type or entity.kind.value} {entity.name}"


def association_subject(association: LineageAssociation, names: dict[str, str]) -> str:
    """Return an association in words."""
    source, destination = names[association.source], names[association.destination]
    return association_in_words(source, association.type, destination)


def counts(found: list[LineageChange]) -> str:
    """Return how many changes there are of each status, in words."""
    numbers = [(sum(each.status is status for each in found), status) for status in CHANGES]
    return ", ".join(f"{number} {status.value}" for number, status in numbers if number)


def _entities(graph: LineageGraph) -> Iterator[LineageChange]:
    downstream = Downstream(graph)
    names = {vertex.id: vertex.name for vertex in graph.vertices}
    for entity in graph.vertices:
        if entity.status in CHANGES:
            is_removed = entity.status is LineageStatus.REMOVED
            found = downstream.of([entity.id], removed=is_removed)
            yield LineageChange(
                entity.status,
                entity_text(entity),
                entity.differences,
                entity.notes,
                tuple(names[id_] for id_ in found),
            )


def _associations(graph: LineageGraph) -> Iterator[LineageChange]:
    downstream = Downstream(graph)
    names = {vertex.id: vertex.name for vertex in graph.vertices}
    for association in graph.edges:
        if association.status in CHANGES:
            is_removed = association.status is LineageStatus.REMOVED
            found = downstream.of([association.destination], removed=is_removed)
            yield LineageChange(
                association.status,
                association_subject(association, names),
                association.differences,
                association.notes,
                tuple(names[id_] for id_ in (association.destination, *found)),
            )
