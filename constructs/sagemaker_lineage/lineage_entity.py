"""Lineage entities: what an association can join."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from constructs import IConstruct

from .diagnostics import show
from .tokens import as_text, is_token

if TYPE_CHECKING:
    from aws_cdk.interfaces.aws_sagemaker import (
        IActionRef,
        IArtifactRef,
        IContextRef,
        IExperimentRef,
        IExperimentTrialComponentRef,
        ITrialComponentRef,
    )

    ILineageEntityRef: TypeAlias = (
        IArtifactRef
        | IActionRef
        | IContextRef
        | IExperimentRef
        | IExperimentTrialComponentRef
        | ITrialComponentRef
    )
    """A construct that stands for an artifact, action, context, experiment or trial component."""
else:
    # An interface goes when AWS removes its type from CloudFormation's registry, as it has done
    # with AWS::SageMaker::ExperimentTrialComponent; until then it is for type checkers only.
    ILineageEntityRef = IConstruct

ENTITY = "an artifact, action, context, experiment or trial component"
"""What can be joined, as messages say it."""

_ARNS = {
    "artifact_ref": "artifact_arn",
    "action_ref": "action_arn",
    "context_ref": "context_arn",
    "experiment_ref": "experiment_arn",
    "experiment_trial_component_ref": "experiment_trial_component_arn",
    "trial_component_ref": "trial_component_arn",
}
"""The reference by which CDK knows each kind of entity, and its member that holds the ARN."""


@dataclass(frozen=True)
class AssociatedEntity:
    """The source or the destination of an association.

    Parameters
    ----------
    arn
        The entity's ARN, or a token. A construct has the same one in each stack of the app.
    construct
        The construct that stands for the entity; ``None`` if only the ARN was given.
    """

    arn: str
    construct: ILineageEntityRef | None = None

    @staticmethod
    def of(association: IConstruct, member: str, given: object) -> "AssociatedEntity":
        """Return what an association was given as its source or destination.

        Raises
        ------
        TypeError
            If it is neither an entity nor a string.
        """
        if (arn := entity_arn(given)) is not None:
            return AssociatedEntity(arn, given)  # type: ignore[arg-type]  # it has a reference
        if isinstance(given, str) or is_token(given):
            return AssociatedEntity(as_text(given))
        raise TypeError(
            f"{association.node.path}: {member} is {show(given)}; expected {ENTITY}, or an ARN"
        )

    @property
    def shown(self) -> str:
        """What messages show: the construct's path, however long, or the ARN."""
        return repr(self.construct.node.path) if self.construct else show(self.arn)


def entity_arn(value: object) -> str | None:
    """Return the ARN of a construct that stands for an entity, and ``None`` for anything else.

    By its reference, as CDK's interfaces cannot be asked for with ``isinstance``.
    """
    for name, member in _ARNS.items():
        if reference := getattr(value, name, None):
            return str(getattr(reference, member))
    return None
