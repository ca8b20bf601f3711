"""The vertices of a lineage graph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from .comparison import Difference
from .declaration import DeclaringResource, LineageStatus


class EntityKind(Enum):
    """The kind of a lineage entity."""

    ARTIFACT = "artifact"
    ACTION = "action"
    CONTEXT = "context"
    TRIAL_COMPONENT = "trial component"
    EXPERIMENT = "experiment"
    UNKNOWN = "unknown"

    @staticmethod
    def of_arn(arn: str) -> "EntityKind":
        """Return the kind of the entity that has an ARN.

        Parameters
        ----------
        arn
            The ARN; its account, region and name may be references that are not resolved yet.

        Returns
        -------
        EntityKind
            ``UNKNOWN`` if the text does not show a lineage entity's type.

        Examples
        --------
        >>> EntityKind.of_arn("arn:aws:sagemaker:eu-west-1:111122223333:action/approval")
        <EntityKind.ACTION: 'action'>
        """
        found = _ARN_RESOURCE.search(arn)
        return _ARN_KINDS[found[1]] if found else EntityKind.UNKNOWN

    @property
    def member_prefix(self) -> str:
        """The beginning of its members in AWS's APIs: ``Artifact`` of ``ArtifactName``."""
        return self.value.title().replace(" ", "")


# Resource types of SageMaker in the service authorization reference.
_ARN_KINDS = {
    "artifact": EntityKind.ARTIFACT,
    "action": EntityKind.ACTION,
    "context": EntityKind.CONTEXT,
    "experiment": EntityKind.EXPERIMENT,
    "experiment-trial-component": EntityKind.TRIAL_COMPONENT,
}
_ARN_RESOURCE = re.compile(rf":sagemaker:.*:({'|'.join(_ARN_KINDS)})/")


@dataclass(frozen=True)
class LineageEntity:
    """An artifact, action, context, trial component or experiment: a vertex of the graph.

    Parameters
    ----------
    id
        What associations refer to: its ARN, or the path of its construct while it has none.
    kind
        Its kind.
    name
        Its name.
    status
        Whether it is declared, and whether it exists.
    type
        Its type, such as ``DataSet``; ``None`` if it has none, or it is not known.
    source_uri
        The URI of what it stands for; ``None`` if it is not known.
    properties
        Its properties.
    declared_by
        The resources that declare it.
    differences
        In a comparison, the members that differ.
    notes
        In a comparison, what else is to be said, a sentence each.
    """

    id: str
    kind: EntityKind
    name: str
    status: LineageStatus
    type: str | None = None
    source_uri: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    declared_by: tuple[DeclaringResource, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
