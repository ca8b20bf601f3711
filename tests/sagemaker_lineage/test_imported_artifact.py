"""An artifact made elsewhere, known by its ARN."""

import pytest
from aws_cdk import CfnOutput, CfnParameter, Fn, Stack
from aws_cdk import aws_sagemaker as sagemaker

from sagemaker_lineage import Artifact, IArtifact

from .conftest import DESTINATION, Declare
from .synthesis import edges, errors, template

ARN = "arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:artifact/4ae2d8"


def test_an_artifact_made_elsewhere_goes_where_cdk_takes_one(stack: Stack) -> None:
    artifact = Artifact.from_artifact_arn(stack, "Imported", ARN)

    assert sagemaker.CfnArtifact.arn_for_artifact(artifact) == ARN


def test_an_artifact_made_elsewhere_keeps_its_account_and_region(stack: Stack) -> None:
    artifact = Artifact.from_artifact_arn(stack, "Imported", ARN)

    assert artifact.artifact_arn == ARN
    assert (artifact.env.account, artifact.env.region) == ("123456789012", "us-gov-west-1")
    assert errors(stack) == []


def test_an_artifact_made_elsewhere_can_be_a_token(stack: Stack) -> None:
    artifact = Artifact.from_artifact_arn(stack, "Imported", Fn.import_value("ModelArn"))
    CfnOutput(stack, "Arn", value=artifact.artifact_arn)

    assert errors(stack) == []
    assert template(stack)["Outputs"]["Arn"]["Value"] == {"Fn::ImportValue": "ModelArn"}


def test_an_artifact_made_elsewhere_adds_nothing_to_the_template(stack: Stack) -> None:
    Artifact.from_artifact_arn(stack, "Imported", ARN)

    assert "Resources" not in template(stack)


@pytest.mark.parametrize(
    "arn",
    [
        "churn-7",
        "",
        "arn:aws:sagemaker:eu-west-1:123456789012:context/churn",
        "arn:aws:sagemaker:eu-west-1:1234:artifact/4ae2d8",
        f"{ARN}{'0' * 256}",
    ],
)
def test_a_malformed_arn_is_reported(stack: Stack, arn: str) -> None:
    Artifact.from_artifact_arn(stack, "Imported", arn)

    (message,) = errors(stack)
    assert message.startswith(f"Stack/Imported: artifact_arn is {arn[:60]!r}")
    assert message.endswith(
        "expected an ARN arn:<partition>:sagemaker:<region>:<account>:artifact/<id> "
        "of at most 256 characters"
    )


def test_an_arn_that_is_no_string_is_refused_at_once(stack: Stack) -> None:
    with pytest.raises(
        TypeError, match=r"^Stack/Imported: artifact_arn is 5 \(int\); expected a string$"
    ):
        Artifact.from_artifact_arn(stack, "Imported", 5)  # type: ignore[arg-type]


def test_a_parameter_can_hold_the_arn(stack: Stack) -> None:
    parameter = CfnParameter(stack, "Arn")
    artifact = Artifact.from_artifact_arn(stack, "Imported", parameter.value_as_string)

    assert stack.resolve(artifact.artifact_arn) == {"Ref": "Arn"}


def test_an_artifact_made_elsewhere_has_the_verbs(stack: Stack, declare: Declare) -> None:
    imported: IArtifact = Artifact.from_artifact_arn(stack, "Imported", DESTINATION)
    model = declare("Model")
    model.derived_from(imported)
    imported.produced_by(model)

    model_arn = stack.resolve(model.artifact_arn)
    assert list(edges(stack).values()) == [
        (model_arn, "Produced", DESTINATION),
        (DESTINATION, "DerivedFrom", model_arn),
    ]
