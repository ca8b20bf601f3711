"""SageMaker ML lineage as a graph: what a CDK app declares, or what deployed stacks have.

Examples
--------
>>> from lineage_graph import declared_graph, write_graph
>>> write_graph(declared_graph(app), "lineage.html")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .model import (
    Comparison,
    DeclaringResource,
    Difference,
    EntityKind,
    GraphError,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)
from .renderings.formats import write_graph

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
    "declared_graph",
    "deployed_graph",
    "write_graph",
]

if TYPE_CHECKING:
    from .readers.app import declared_graph
    from .readers.deployment import deployed_graph
else:
    # One imports aws_cdk, the other boto3: whoever uses one does not need the other.
    _READERS = {"declared_graph": "app", "deployed_graph": "deployment"}

    def __getattr__(name: str) -> Any:
        if name not in _READERS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.readers.{_READERS[name]}"), name)
