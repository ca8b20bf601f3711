"""How other resources use an artifact."""

import pytest
from aws_cdk import App, CfnOutput, CfnParameter, Fn, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_ssm as ssm
from aws_cdk.interfaces.aws_sagemaker import IArtifactRef

from sagemaker_lineage import Artifact, IArtifact

from .conftest import Declare
from .synthesis import errors, resource, resources, template

ARN = "arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:artifact/4ae2d8"
LOGICAL_ID = "Artifact15CF5995"


def test_the_arn_is_the_reference_of_the_resource(stack: Stack, declare: Declare) -> None:
    assert stack.resolve(declare().artifact_arn) == {"Ref": LOGICAL_ID}


@pytest.mark.parametrize(
    ("attribute", "member"),
    [
        ("artifact_name", "ArtifactName"),
        ("artifact_type", "ArtifactType"),
        ("source_uri", "SourceUri"),
    ],
)
def test_attributes_are_those_of_the_deployed_artifact(
    stack: Stack, declare: Declare, attribute: str, member: str
) -> None:
    assert stack.resolve(getattr(declare(), attribute)) == {"Fn::GetAtt": [LOGICAL_ID, member]}


def test_an_artifact_goes_where_cdk_takes_one(stack: Stack, declare: Declare) -> None:
    arn = sagemaker.CfnArtifact.arn_for_artifact(declare())

    assert stack.resolve(arn) == {"Ref": LOGICAL_ID}


def test_an_artifact_made_elsewhere_goes_where_cdk_takes_one(stack: Stack) -> None:
    artifact = Artifact.from_artifact_arn(stack, "Imported", ARN)

    assert sagemaker.CfnArtifact.arn_for_artifact(artifact) == ARN


def test_both_kinds_are_the_same_to_a_type_checker(stack: Stack, declare: Declare) -> None:
    def arn_of(artifact: IArtifact) -> str:
        reference: IArtifactRef = artifact
        return reference.artifact_ref.artifact_arn

    declared = declare()
    assert arn_of(declared) == declared.artifact_arn
    assert arn_of(Artifact.from_artifact_arn(stack, "Imported", ARN)) == ARN


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


def test_a_reference_from_another_resource(stack: Stack, declare: Declare) -> None:
    ssm.StringParameter(stack, "Parameter", string_value=declare().artifact_arn)

    assert resource(stack, "AWS::SSM::Parameter")["Properties"]["Value"] == {"Ref": LOGICAL_ID}


def test_a_reference_from_another_stack(app: App, stack: Stack, declare: Declare) -> None:
    other = Stack(app, "Other")
    CfnOutput(other, "Arn", value=declare().artifact_arn)

    value = template(other)["Outputs"]["Arn"]["Value"]
    (export,) = [
        output["Export"]["Name"]
        for output in template(stack)["Outputs"].values()
        if output["Value"] == {"Ref": LOGICAL_ID}
    ]
    assert value == {"Fn::ImportValue": export}


def test_an_artifact_can_be_declared_from_another_ones_attributes(
    stack: Stack, declare: Declare
) -> None:
    first = declare()
    declare("Second", properties={"made-from": first.artifact_arn})

    assert errors(stack) == []
    (second,) = [
        artifact["Properties"]["Properties"]
        for logical_id, artifact in resources(stack, "Custom::SageMakerArtifact").items()
        if logical_id != LOGICAL_ID
    ]
    assert second == {"made-from": {"Ref": LOGICAL_ID}}


def granted(stack: Stack) -> object:
    document = resource(stack, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]
    return document["Statement"]


@pytest.fixture
def role(stack: Stack) -> iam.Role:
    return iam.Role(stack, "Reader", assumed_by=iam.AccountRootPrincipal())


def test_grant_read_allows_to_describe_and_list_tags(stack: Stack, role: iam.Role) -> None:
    Artifact.from_artifact_arn(stack, "Imported", ARN).grant_read(role)

    assert granted(stack) == [
        {
            "Action": ["sagemaker:DescribeArtifact", "sagemaker:ListTags"],
            "Effect": "Allow",
            "Resource": ARN,
        }
    ]


def test_grant_allows_what_it_is_given(stack: Stack, role: iam.Role) -> None:
    grant = Artifact.from_artifact_arn(stack, "Imported", ARN).grant(
        role, "sagemaker:AddAssociation"
    )

    assert grant.success
    assert granted(stack) == [
        {"Action": "sagemaker:AddAssociation", "Effect": "Allow", "Resource": ARN}
    ]


def test_grant_on_a_declared_artifact(stack: Stack, declare: Declare, role: iam.Role) -> None:
    declare().grant_read(role)

    policies = template(stack)["Resources"]
    statement = policies["ReaderDefaultPolicy151F3818"]["Properties"]["PolicyDocument"][
        "Statement"
    ][0]
    assert statement["Resource"] == {"Ref": LOGICAL_ID}


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
