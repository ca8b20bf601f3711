"""What a graph is made of: lineage entities, and the associations between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What kind of lineage entity a vertex is."""

    ARTIFACT = "artifact"
    ACTION = "action"
    CONTEXT = "context"
    TRIAL_COMPONENT = "trial component"
    EXPERIMENT = "experiment"
    UNKNOWN = "unknown"

    @staticmethod
    def of_arn(arn: str) -> "Kind":
        """Tell the kind from an ARN, also one in which a part is not known yet."""
        found = _ARN_RESOURCE.search(arn)
        return _ARN_KINDS[found[1]] if found else Kind.UNKNOWN


# Resource types of SageMaker in the service authorization reference.
_ARN_KINDS = {
    "artifact": Kind.ARTIFACT,
    "action": Kind.ACTION,
    "context": Kind.CONTEXT,
    "experiment": Kind.EXPERIMENT,
    "experiment-trial-component": Kind.TRIAL_COMPONENT,
}
_ARN_RESOURCE = re.compile(rf":sagemaker:.*:({'|'.join(_ARN_KINDS)})/")


class Status(Enum):
    """How what is declared and what is there relate."""

    DECLARED = "declared"
    UNDECLARED = "undeclared"
    MISSING = "missing"


@dataclass(frozen=True)
class Declaration:
    """The resource of a stack that declares an entity or association.

    Parameters
    ----------
    stack
        The name of the stack.
    logical_id
        The resource's name in the template.
    """

    stack: str
    logical_id: str

    def __str__(self) -> str:
        return f"{self.stack}/{self.logical_id}"


@dataclass(frozen=True)
class Vertex:
    """A lineage entity.

    Parameters
    ----------
    id
        What edges call it: its ARN, or the path of its construct while it has none.
    kind
        What kind of entity it is.
    name
        Its name.
    status
        Whether it is declared, and there.
    type
        Its type, such as ``DataSet``.
    source_uri
        Where it lies.
    properties
        Its properties.
    declared_by
        The resources that declare it.
    """

    id: str
    kind: Kind
    name: str
    status: Status
    type: str | None = None
    source_uri: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    declared_by: tuple[Declaration, ...] = ()


@dataclass(frozen=True)
class Edge:
    """An association.

    Parameters
    ----------
    source, destination
        The ids of the vertices at its ends.
    status
        Whether it is declared, and there.
    type
        Its association type, such as ``DerivedFrom``.
    declared_by
        The resources that declare it.
    """

    source: str
    destination: str
    status: Status
    type: str | None = None
    declared_by: tuple[Declaration, ...] = ()
