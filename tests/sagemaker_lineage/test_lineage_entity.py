"""What can be associated: every lineage entity that CDK knows."""

import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk.interfaces.aws_sagemaker import (
    IActionRef,
    IArtifactRef,
    IContextRef,
    IExperimentRef,
    IExperimentTrialComponentRef,
    ITrialComponentRef,
)

from sagemaker_lineage import Association

from .conftest import Associate, Declare
from .native import action
from .synthesis import ASSOCIATION, errors, resources


def native_artifact(stack: Stack) -> IArtifactRef:
    return sagemaker.CfnArtifact(
        stack,
        "Entity",
        artifact_type="Model",
        source=sagemaker.CfnArtifact.ArtifactSourceProperty(source_uri="s3://bucket/key"),
    )


def native_action(stack: Stack) -> IActionRef:
    return action(stack, "Entity")


def native_context(stack: Stack) -> IContextRef:
    return sagemaker.CfnContext(
        stack,
        "Entity",
        context_name="churn",
        context_type="Project",
        source=sagemaker.CfnContext.SourceProperty(source_uri="churn"),
    )


def native_experiment(stack: Stack) -> IExperimentRef:
    return sagemaker.CfnExperiment(stack, "Entity", experiment_name="churn")


def native_experiment_trial_component(stack: Stack) -> IExperimentTrialComponentRef:
    return sagemaker.CfnExperimentTrialComponent(stack, "Entity", trial_component_name="churn")


def native_trial_component(stack: Stack) -> ITrialComponentRef:
    return sagemaker.CfnTrialComponent(stack, "Entity", trial_component_name="churn")


@pytest.mark.parametrize(
    ("entity", "arn"),
    [
        (native_artifact, {"Ref": "Entity"}),
        (native_action, {"Ref": "Entity"}),
        (native_context, {"Ref": "Entity"}),
        (native_experiment, {"Ref": "Entity"}),
        (native_experiment_trial_component, {"Fn::GetAtt": ["Entity", "Arn"]}),
        (native_trial_component, {"Ref": "Entity"}),
    ],
)
def test_every_lineage_entity_that_cdk_knows_can_be_associated(
    stack: Stack, declare: Declare, entity: Callable[[Stack], Any], arn: dict[str, Any]
) -> None:
    native, model = entity(stack), declare("Model")
    model.associated_with(native)
    Association(stack, "Back", source=native, destination=model)

    model_arn = stack.resolve(model.artifact_arn)
    rendered = [each["Properties"] for each in resources(stack, ASSOCIATION).values()]
    assert [(each["SourceArn"], each["DestinationArn"]) for each in rendered] == [
        (model_arn, arn),
        (arn, model_arn),
    ]
    assert errors(stack) == []


@pytest.mark.parametrize("member", ["source", "destination"])
@pytest.mark.parametrize("given", [5, math.nan, None, b"arn", ["arn"], {"artifact_arn": "arn"}])
def test_what_cannot_be_associated_is_refused_at_once(
    associate: Associate, member: str, given: object
) -> None:
    with pytest.raises(
        TypeError,
        match=rf"^Stack/Edge: {member} is .* expected an artifact, action, context, experiment or "
        rf"trial component, or an ARN$",
    ):
        associate(**{member: given})


def test_a_stack_is_no_entity(stack: Stack, associate: Associate) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Edge: source is "):
        associate(source=stack)


LATER = """
from aws_cdk import App, Stack
from aws_cdk.interfaces import aws_sagemaker

for name in [name for name in vars(aws_sagemaker) if name.startswith("I")]:
    delattr(aws_sagemaker, name)

from sagemaker_lineage import Artifact, ArtifactSource, Association

stack = Stack(App(builtin_cloud_formation_validation=False), "Stack")
model = Artifact(stack, "Model", source=ArtifactSource.from_uri("u"), artifact_type="Model")
arn = "arn:aws:sagemaker:eu-west-1:123456789012:artifact/1"
imported = Artifact.from_artifact_arn(stack, "I", arn)
print(model.derived_from(imported).node.id, stack.resolve(model.artifact_ref.artifact_arn))
"""


def test_an_interface_that_cdk_no_longer_has_is_not_missed() -> None:
    """AWS has removed the type behind one of them from CloudFormation's registry.

    Nor is the one of artifacts, which older CDKs do not have either.
    """
    run = subprocess.run([sys.executable, "-c", LATER], check=False, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("DerivedFromStackI")
