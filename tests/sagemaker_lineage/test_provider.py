"""One function, role and log group for each stack, and what can be chosen about them."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import CustomResource, Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs

from constructs import Construct
from sagemaker_lineage import LineageProvider

from .conftest import Declare
from .synthesis import FUNCTION, errors, properties, resource, template

FUNCTION_ID = "SageMakerLineageProviderFunctionBA5197F9"
LOG_GROUP = "SageMakerLineageProviderLogGroupB9EFB248"
ROLE = "SageMakerLineageProviderRole1F81070F"
POLICY = "SageMakerLineageProviderRoleDefaultPolicyAA7678A8"


def function(stack: Stack) -> dict[str, Any]:
    return dict(resource(stack, FUNCTION)["Properties"])


def test_logical_ids_never_change(stack: Stack, declare: Declare) -> None:
    declare()

    assert {
        logical_id: resource["Type"]
        for logical_id, resource in template(stack)["Resources"].items()
    } == {
        "Artifact15CF5995": "Custom::SageMakerArtifact",
        FUNCTION_ID: FUNCTION,
        LOG_GROUP: "AWS::Logs::LogGroup",
        ROLE: "AWS::IAM::Role",
        POLICY: "AWS::IAM::Policy",
        "SageMakerLineageProviderFunctionEventInvokeConfig510C5E12": (
            "AWS::Lambda::EventInvokeConfig"
        ),
    }


def test_artifacts_of_a_stack_share_one_provider(stack: Stack, declare: Declare) -> None:
    declare("One")
    declare("Two", scope=Construct(stack, "Scope"))

    assert len(template(stack)["Resources"]) == 5 + 2


def test_the_function_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    rendered = function(stack)
    del rendered["Code"]
    assert rendered == {
        "Description": "Keeps the SageMaker lineage of a stack as declared",
        "Runtime": "python3.14",
        "Architectures": ["arm64"],
        "Handler": "lineage_handler.index.handler",
        "Environment": {
            "Variables": {
                "STACK_ID": {"Ref": "AWS::StackId"},
                "URL_SUFFIX": {"Ref": "AWS::URLSuffix"},
            }
        },
        "MemorySize": 256,
        "Timeout": 900,
        "Role": {"Fn::GetAtt": [ROLE, "Arn"]},
        "LoggingConfig": {"LogGroup": {"Ref": LOG_GROUP}},
    }


def test_the_log_group_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    assert resource(stack, "AWS::Logs::LogGroup") == {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"RetentionInDays": 30},
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
    }


def test_the_policy_outlives_every_artifact(stack: Stack, declare: Declare) -> None:
    declare()

    assert POLICY in resource(stack, FUNCTION)["DependsOn"]
    assert properties(stack)["ServiceToken"] == {"Fn::GetAtt": [FUNCTION_ID, "Arn"]}


def test_what_is_chosen_reaches_the_function(stack: Stack) -> None:
    LineageProvider(
        stack,
        LineageProvider.ID,
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=lambda_.Architecture.X86_64,
        memory_size=512,
        timeout=Duration.minutes(10),
    )

    rendered = function(stack)
    assert (
        rendered["Runtime"],
        rendered["Architectures"],
        rendered["MemorySize"],
        rendered["Timeout"],
    ) == ("python3.13", ["x86_64"], 512, 600)


def test_log_retention_can_be_chosen(stack: Stack) -> None:
    LineageProvider(stack, LineageProvider.ID, log_retention=logs.RetentionDays.ONE_YEAR)

    assert resource(stack, "AWS::Logs::LogGroup")["Properties"]["RetentionInDays"] == 365


def test_an_encryption_key_protects_the_logs(stack: Stack) -> None:
    key = kms.Key(stack, "Key")
    LineageProvider(stack, LineageProvider.ID, encryption_key=key)

    group = resource(stack, "AWS::Logs::LogGroup")["Properties"]
    assert group["KmsKeyId"] == stack.resolve(key.key_arn)


def test_a_permissions_boundary_bounds_the_role(stack: Stack) -> None:
    boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "boundary")
    LineageProvider(stack, LineageProvider.ID, permissions_boundary=boundary)

    role = resource(stack, "AWS::IAM::Role")["Properties"]
    assert role["PermissionsBoundary"] == stack.resolve(boundary.managed_policy_arn)


def test_a_role_and_a_boundary_together_are_refused(stack: Stack) -> None:
    role = iam.Role.from_role_arn(stack, "Role", "arn:aws:iam::123456789012:role/lineage")
    boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "boundary")

    with pytest.raises(ValueError, match=r": permissions_boundary is given together with role;"):
        LineageProvider(stack, LineageProvider.ID, role=role, permissions_boundary=boundary)


def test_a_function_in_a_vpc(stack: Stack, vpc: ec2.IVpc) -> None:
    group = ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-1")
    LineageProvider(
        stack,
        LineageProvider.ID,
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_groups=[group],
    )

    assert function(stack)["VpcConfig"] == {
        "SubnetIds": ["subnet-3", "subnet-4"],
        "SecurityGroupIds": ["sg-1"],
    }


def test_there_is_no_reserved_concurrency(stack: Stack, declare: Declare) -> None:
    declare()

    assert "ReservedConcurrentExecutions" not in function(stack)


def test_a_provider_under_the_usual_id_is_found(stack: Stack, declare: Declare) -> None:
    made = LineageProvider(stack, LineageProvider.ID, memory_size=512)
    declare()

    assert LineageProvider.get_or_create(stack) is made
    assert function(stack)["MemorySize"] == 512


def test_something_else_under_the_usual_id_is_refused(stack: Stack, declare: Declare) -> None:
    Construct(stack, LineageProvider.ID)

    with pytest.raises(
        TypeError, match=r"^Stack/SageMakerLineageProvider is .* expected a Lineage"
    ):
        declare()


@pytest.mark.parametrize(
    "place",
    [
        lambda stack: (stack, "Provider"),
        lambda stack: (Construct(stack, "Scope"), LineageProvider.ID),
        lambda stack: (stack.node.root, LineageProvider.ID),
    ],
    ids=["another id", "below a construct", "outside a stack"],
)
def test_a_provider_in_another_place_is_refused_at_once(
    stack: Stack, place: Callable[[Stack], tuple[Construct, str]]
) -> None:
    """Moved to it, what is deployed would get another service token."""
    with pytest.raises(
        ValueError,
        match=r": id is '.*'; expected LineageProvider\.ID, directly under the stack: a stack has "
        r"one function, and CloudFormation refuses to give what is deployed another one$",
    ):
        LineageProvider(*place(stack))


def test_a_provider_of_a_stack_without_lineage_is_allowed(stack: Stack) -> None:
    LineageProvider(stack, LineageProvider.ID)

    assert errors(stack) == []


def test_a_provider_of_a_custom_resource_of_ones_own_is_allowed(stack: Stack) -> None:
    provider = LineageProvider(stack, LineageProvider.ID)
    CustomResource(stack, "Own", service_token=provider.service_token)

    assert errors(stack) == []


def test_a_provider_made_after_the_first_artifact_is_refused_at_once(
    stack: Stack, declare: Declare
) -> None:
    declare()

    with pytest.raises(
        ValueError,
        match=r"^Stack/SageMakerLineageProvider: id is 'SageMakerLineageProvider'; expected the "
        r"provider before the first artifact or association of its stack, which has made one$",
    ):
        LineageProvider(stack, LineageProvider.ID, memory_size=512)


def test_two_providers_of_one_id_are_refused_at_once(stack: Stack) -> None:
    LineageProvider(stack, LineageProvider.ID)

    with pytest.raises(ValueError, match=r"^Stack/SageMakerLineageProvider: id is 'SageMakerLinea"):
        LineageProvider(stack, LineageProvider.ID)
