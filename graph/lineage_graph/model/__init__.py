"""What a lineage graph is: entities, the associations between them, and who declares them."""

from .association import LineageAssociation, association_in_words
from .comparison import Comparison, Difference
from .declaration import DeclaringResource, LineageStatus
from .declared_lineage import DeclaredLineage, Pair
from .downstream import Downstream
from .entity import EntityKind, LineageEntity
from .errors import GraphError
from .graph import LineageGraph
from .resource_declaration import ResourceDeclaration, Unresolved

__all__ = [
    "Comparison",
    "DeclaredLineage",
    "DeclaringResource",
    "Difference",
    "Downstream",
    "EntityKind",
    "GraphError",
    "LineageAssociation",
    "LineageEntity",
    "LineageGraph",
    "LineageStatus",
    "Pair",
    "ResourceDeclaration",
    "Unresolved",
    "association_in_words",
]
