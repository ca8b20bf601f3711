"""The edges of a lineage graph."""

from dataclasses import dataclass

from .comparison import Difference
from .declaration import DeclaringResource, LineageStatus


def association_in_words(source: str, association_type: str | None, destination: str) -> str:
    """Return an association as a sentence, given the names of its two entities.

    A digest is ``DerivedFrom`` a data set, and yet the data set is the association's source
    (``AssociationType`` in the reference of AddAssociation).

    Examples
    --------
    >>> association_in_words("churn.csv", "DerivedFrom", "report")
    'report DerivedFrom churn.csv'
    """
    is_backwards = association_type == "DerivedFrom"
    first, last = (destination, source) if is_backwards else (source, destination)
    return f"{first} {association_type or 'is associated with'} {last}"


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
