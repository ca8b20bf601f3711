"""A lineage graph as a whole."""

from dataclasses import dataclass

from .association import LineageAssociation
from .entity import LineageEntity


@dataclass(frozen=True)
class LineageGraph:
    """A lineage graph. Its members have the names that ``QueryLineage`` uses.

    Parameters
    ----------
    title
        What it is the graph of.
    vertices
        The entities, each id once.
    edges
        The associations between them.
    """

    title: str
    vertices: tuple[LineageEntity, ...]
    edges: tuple[LineageAssociation, ...]
