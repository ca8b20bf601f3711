"""The SageMaker lineage service of the embedded cloud.

Artifacts, actions, contexts, associations, tags and lineage queries, spoken over HTTP as
botocore's service model describes them, kept in memory, on loopback only.
"""

from local.lineage.rules import Behaviour
from local.lineage.server import LineageService

__all__ = ["Behaviour", "LineageService"]
