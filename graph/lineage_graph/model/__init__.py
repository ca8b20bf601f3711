"""What a lineage graph is: entities, the associations between them, and who declares them."""

from .association import LineageAssociation
from .comparison import Comparison, Difference
from .declaration import DeclaringResource, LineageStatus
from .entity import EntityKind, LineageEntity
from .errors import GraphError
from .graph import LineageGraph

__all__ = [
    "Comparison",
    "DeclaringResource",
    "Difference",
    "EntityKind",
    "GraphError",
    "LineageAssociation",
    "LineageEntity",
    "LineageGraph",
    "LineageStatus",
]
