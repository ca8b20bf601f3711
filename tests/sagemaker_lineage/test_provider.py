"""One function, role and log group for each stack, and what can be chosen about them."""

import json
from typing import Any

import pytest
from aws_cdk import App, Duration, Environment, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs

from constructs import Construct
from sagemaker_lineage import LineageProvider

from .conftest import Declare
from .synthesis import errors, properties, resource, resources, template

FUNCTION = "SageMakerLineageProviderFunctionBA5197F9"
LOG_GROUP = "SageMakerLineageProviderLogGroupB9EFB248"
ROLE = "SageMakerLineageProviderRole1F81070F"
POLICY = "SageMakerLineageProviderRoleDefaultPolicyAA7678A8"


def function(stack: Stack) -> dict[str, Any]:
    return dict(resource(stack, "AWS::Lambda::Function")["Properties"])


def statements(stack: Stack) -> list[dict[str, Any]]:
    policy = resource(stack, "AWS::IAM::Policy")["Properties"]
    return list(policy["PolicyDocument"]["Statement"])


def test_logical_ids_never_change(stack: Stack, declare: Declare) -> None:
    declare()

    assert {
        logical_id: resource["Type"]
        for logical_id, resource in template(stack)["Resources"].items()
    } == {
        "Artifact15CF5995": "Custom::SageMakerArtifact",
        FUNCTION: "AWS::Lambda::Function",
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
        "MemorySize": 256,
        "Timeout": 300,
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

    assert POLICY in resource(stack, "AWS::Lambda::Function")["DependsOn"]
    assert properties(stack)["ServiceToken"] == {"Fn::GetAtt": [FUNCTION, "Arn"]}


def test_what_is_chosen_reaches_the_function(stack: Stack) -> None:
    LineageProvider(
        stack,
        "Provider",
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
    LineageProvider(stack, "Provider", log_retention=logs.RetentionDays.ONE_YEAR)

    assert resource(stack, "AWS::Logs::LogGroup")["Properties"]["RetentionInDays"] == 365


def test_an_encryption_key_protects_the_logs(stack: Stack) -> None:
    key = kms.Key(stack, "Key")
    LineageProvider(stack, "Provider", encryption_key=key)

    group = resource(stack, "AWS::Logs::LogGroup")["Properties"]
    assert group["KmsKeyId"] == stack.resolve(key.key_arn)


def test_cloudwatch_logs_may_use_the_encryption_key(stack: Stack) -> None:
    LineageProvider(stack, "Provider", encryption_key=kms.Key(stack, "Key"))

    policy = resource(stack, "AWS::KMS::Key")["Properties"]["KeyPolicy"]["Statement"][-1]
    assert policy["Principal"] == {
        "Service": {
            "Fn::Join": ["", ["logs.", {"Ref": "AWS::Region"}, ".amazonaws.com"]],
        }
    }
    assert "kms:EncryptionContext:aws:logs:arn" in policy["Condition"]["ArnLike"]


def test_a_permissions_boundary_bounds_the_role(stack: Stack) -> None:
    boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "boundary")
    LineageProvider(stack, "Provider", permissions_boundary=boundary)

    role = resource(stack, "AWS::IAM::Role")["Properties"]
    assert role["PermissionsBoundary"] == stack.resolve(boundary.managed_policy_arn)


def test_a_given_role_is_used_and_given_what_the_function_needs(
    stack: Stack, declare: Declare
) -> None:
    role = iam.Role.from_role_arn(stack, "Role", "arn:aws:iam::123456789012:role/lineage")
    declare(provider=LineageProvider(stack, "Provider", role=role))

    (policy_id, policy), *others = resources(stack, "AWS::IAM::Policy").items()
    assert not others
    assert resources(stack, "AWS::IAM::Role") == {}
    assert function(stack)["Role"] == "arn:aws:iam::123456789012:role/lineage"
    assert policy["Properties"]["Roles"] == ["lineage"]
    assert policy_id in resource(stack, "AWS::Lambda::Function")["DependsOn"]


def test_a_role_that_cdk_cannot_change_is_left_alone(stack: Stack, declare: Declare) -> None:
    role = iam.Role.from_role_arn(
        stack, "Role", "arn:aws:iam::123456789012:role/lineage", mutable=False
    )
    declare(provider=LineageProvider(stack, "Provider", role=role))

    assert resources(stack, "AWS::IAM::Policy") == {}


def test_a_role_and_a_boundary_together_are_refused(stack: Stack) -> None:
    role = iam.Role.from_role_arn(stack, "Role", "arn:aws:iam::123456789012:role/lineage")
    boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "boundary")

    with pytest.raises(ValueError, match=r"^Stack/Provider: permissions_boundary is given togeth"):
        LineageProvider(stack, "Provider", role=role, permissions_boundary=boundary)


@pytest.mark.parametrize(
    ("timeout", "shown"), [(Duration.minutes(16), "16 minutes"), (Duration.seconds(3), "3 seconds")]
)
def test_a_timeout_too_short_for_an_answer_or_too_long_for_lambda_is_refused(
    stack: Stack, timeout: Duration, shown: str
) -> None:
    with pytest.raises(
        ValueError,
        match=rf"^Stack/Provider: timeout is {shown}; expected 30 seconds to 15 minutes$",
    ):
        LineageProvider(stack, "Provider", timeout=timeout)


def test_the_longest_timeout_stays_within_what_cloudformation_waits(
    stack: Stack, declare: Declare
) -> None:
    declare(provider=LineageProvider(stack, "Provider", timeout=Duration.minutes(15)))

    assert 3 * 900 < int(properties(stack)["ServiceTimeout"]) <= 3600


@pytest.fixture
def vpc(stack: Stack) -> ec2.IVpc:
    return ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id="vpc-1",
        availability_zones=["eu-west-1a", "eu-west-1b"],
        private_subnet_ids=["subnet-1", "subnet-2"],
        isolated_subnet_ids=["subnet-3", "subnet-4"],
    )


def test_a_function_in_a_vpc(stack: Stack, vpc: ec2.IVpc) -> None:
    group = ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-1")
    LineageProvider(
        stack,
        "Provider",
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_groups=[group],
    )

    assert function(stack)["VpcConfig"] == {
        "SubnetIds": ["subnet-3", "subnet-4"],
        "SecurityGroupIds": ["sg-1"],
    }


def test_only_a_function_in_a_vpc_may_use_network_interfaces(stack: Stack, vpc: ec2.IVpc) -> None:
    other = Stack(App(builtin_cloud_formation_validation=False), "Other")
    LineageProvider(stack, "Provider", vpc=vpc)
    LineageProvider(other, "Provider")

    inside, outside = (
        [statement for statement in statements(each) if "ec2:" in json.dumps(statement)]
        for each in (stack, other)
    )
    assert [statement["Sid"] for statement in inside] == ["UseVpc"]
    assert outside == []


def test_there_is_no_managed_policy(stack: Stack, vpc: ec2.IVpc) -> None:
    LineageProvider(stack, "Provider", vpc=vpc)

    assert "ManagedPolicyArns" not in resource(stack, "AWS::IAM::Role")["Properties"]


def test_there_is_no_reserved_concurrency(stack: Stack, declare: Declare) -> None:
    declare()

    assert "ReservedConcurrentExecutions" not in function(stack)


def test_a_request_that_nobody_waits_for_any_more_is_not_served(
    stack: Stack, declare: Declare
) -> None:
    declare()

    config = resource(stack, "AWS::Lambda::EventInvokeConfig")["Properties"]
    assert config["MaximumEventAgeInSeconds"] == int(properties(stack)["ServiceTimeout"])
    assert "MaximumRetryAttempts" not in config


def test_a_provider_under_the_usual_id_is_found(stack: Stack, declare: Declare) -> None:
    made = LineageProvider(stack, LineageProvider.ID, memory_size=512)
    declare()

    assert LineageProvider.get_or_create(stack) is made
    assert function(stack)["MemorySize"] == 512


def test_a_provider_given_by_hand_is_used(stack: Stack, declare: Declare) -> None:
    provider = LineageProvider(stack, "Provider")
    declare(provider=provider)

    assert properties(stack)["ServiceToken"] == stack.resolve(provider.service_token)
    assert errors(stack) == []


def test_something_else_under_the_usual_id_is_refused(stack: Stack, declare: Declare) -> None:
    Construct(stack, LineageProvider.ID)

    with pytest.raises(
        TypeError, match=r"^Stack/SageMakerLineageProvider is .* expected a Lineage"
    ):
        declare()


def test_an_app_with_an_environment_names_it(app: App, declare: Declare) -> None:
    stack = Stack(app, "Env", env=Environment(account="123456789012", region="cn-north-1"))
    declare(scope=stack)

    (read,) = [each for each in statements(stack) if each.get("Sid") == "ReadArtifacts"]
    assert ":sagemaker:cn-north-1:123456789012:artifact/*" in json.dumps(read)
    assert "arn:aws:" not in json.dumps(template(stack))
