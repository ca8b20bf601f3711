"""The edges of a lineage graph."""

from dataclasses import dataclass

from .comparison import Difference
from .declaration import DeclaringResource, LineageStatus


@dataclass(frozen=True)
class LineageAssociation:
    """An association: an edge of the graph.

    Parameters
    ----------
    source, destination
        The ids of the two entities.
    status
        Whether it is declared, and whether it exists.
    type
        Its association type, such as ``DerivedFrom``; ``None`` if it has none.
    declared_by
        The resources that declare it.
    differences
        In a comparison, the members that differ.
    notes
        In a comparison, what else is to be said, a sentence each.
    """

    source: str
    destination: str
    status: LineageStatus
    type: str | None = None
    declared_by: tuple[DeclaringResource, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
