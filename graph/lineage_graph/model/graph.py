"""A lineage graph as a whole."""

from dataclasses import dataclass

from .association import LineageAssociation
from .comparison import Comparison
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
    comparison
        What is compared, if it is a comparison of two graphs.
    """

    title: str
    vertices: tuple[LineageEntity, ...]
    edges: tuple[LineageAssociation, ...]
    comparison: Comparison | None = None
