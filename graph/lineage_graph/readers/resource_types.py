"""The CloudFormation resource types that declare lineage."""

from typing import Final

from ..model import EntityKind

ASSOCIATION: Final = "Custom::SageMakerAssociation"
"""The type that declares an association."""

ENTITY_KINDS: Final = {
    "Custom::SageMakerArtifact": EntityKind.ARTIFACT,
    "AWS::SageMaker::Artifact": EntityKind.ARTIFACT,
    "AWS::SageMaker::Action": EntityKind.ACTION,
    "AWS::SageMaker::Context": EntityKind.CONTEXT,
    "AWS::SageMaker::Experiment": EntityKind.EXPERIMENT,
    "AWS::SageMaker::ExperimentTrialComponent": EntityKind.TRIAL_COMPONENT,
    "AWS::SageMaker::TrialComponent": EntityKind.TRIAL_COMPONENT,
}
"""The types that declare an entity, each with the entity's kind."""
