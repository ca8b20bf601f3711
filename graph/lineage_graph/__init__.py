"""Draw SageMaker ML lineage: what a CDK app declares, or what SageMaker holds for its stacks.

`lineage_graph.declared` reads the constructs of an app, `lineage_graph.deployed` the deployed
stacks; ``python -m lineage_graph`` is the command for the latter.

Examples
--------
>>> from lineage_graph.declared import declared_graph
>>> declared_graph(app).write("lineage.html")  # doctest: +SKIP
"""

from .elements import Declaration, Edge, Kind, Status, Vertex
from .errors import GraphError
from .graph import LineageGraph

__all__ = ["Declaration", "Edge", "GraphError", "Kind", "LineageGraph", "Status", "Vertex"]
