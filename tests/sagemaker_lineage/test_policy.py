"""The role can do no more than the ownership of artifacts needs."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from sagemaker_lineage import LineageProvider

from .conftest import Declare
from .synthesis import FUNCTION, resource, resources, template

MARK = "cdk-sagemaker-lineage:managed"
CREATED_IN_REQUEST = {f"aws:RequestTag/{MARK}": "created"}


def statements_of(stack: Stack) -> list[dict[str, Any]]:
    policy = resource(stack, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]
    return list(policy["Statement"])


@pytest.fixture
def statements(stack: Stack, declare: Declare) -> list[dict[str, Any]]:
    declare()
    return statements_of(stack)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def conditions(statements: list[dict[str, Any]], action: str) -> list[Any]:
    return [
        statement.get("Condition")
        for statement in statements
        if action in as_list(statement["Action"])
    ]


def test_the_policy_as_a_whole(statements: list[dict[str, Any]]) -> None:
    snapshot = Path(__file__).with_name("role_policy.json")

    assert statements == json.loads(snapshot.read_text())


def test_only_list_actions_are_allowed_on_everything(statements: list[dict[str, Any]]) -> None:
    on_everything = [
        action
        for statement in statements
        for action in as_list(statement["Action"])
        if "*" in as_list(statement["Resource"])
    ]

    assert on_everything == ["sagemaker:ListArtifacts", "sagemaker:ListAssociations"]


def test_no_action_is_a_wildcard(statements: list[dict[str, Any]]) -> None:
    assert all("*" not in action for each in statements for action in as_list(each["Action"]))


def test_logs_go_to_the_one_log_group(statements: list[dict[str, Any]]) -> None:
    (only,) = [each for each in statements if "logs:" in json.dumps(each["Action"])]

    assert only == {
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Effect": "Allow",
        "Resource": {"Fn::GetAtt": ["SageMakerLineageProviderLogGroupB9EFB248", "Arn"]},
    }


def test_an_artifact_is_created_only_with_the_mark(statements: list[dict[str, Any]]) -> None:
    assert conditions(statements, "sagemaker:CreateArtifact") == [
        {"StringEquals": CREATED_IN_REQUEST}
    ]


def test_only_what_was_created_is_deleted(statements: list[dict[str, Any]]) -> None:
    assert conditions(statements, "sagemaker:DeleteArtifact") == [
        {"StringEquals": {f"aws:ResourceTag/{MARK}": "created"}}
    ]


@pytest.mark.parametrize("action", ["sagemaker:UpdateArtifact", "sagemaker:DeleteTags"])
def test_only_what_is_marked_is_changed(statements: list[dict[str, Any]], action: str) -> None:
    assert conditions(statements, action) == [{"Null": {f"aws:ResourceTag/{MARK}": "false"}}]


def test_created_can_be_said_only_while_creating(statements: list[dict[str, Any]]) -> None:
    assert conditions(statements, "sagemaker:AddTags") == [
        {
            "StringEquals": {
                "sagemaker:TaggingAction": "CreateArtifact",
                f"aws:RequestTag/{MARK}": "created",
            }
        },
        {
            "StringEquals": {f"aws:RequestTag/{MARK}": "adopted"},
            "Null": {f"aws:ResourceTag/{MARK}": "true"},
        },
        {
            "Null": {
                f"aws:ResourceTag/{MARK}": "false",
                f"aws:RequestTag/{MARK}": "true",
            }
        },
    ]


def test_no_arn_names_a_partition(statements: list[dict[str, Any]]) -> None:
    assert "arn:aws" not in json.dumps(statements)


def test_cloudwatch_logs_may_use_the_encryption_key(stack: Stack) -> None:
    LineageProvider(stack, LineageProvider.ID, encryption_key=kms.Key(stack, "Key"))

    policy = resource(stack, "AWS::KMS::Key")["Properties"]["KeyPolicy"]["Statement"][-1]
    assert policy["Principal"] == {
        "Service": {
            "Fn::Join": ["", ["logs.", {"Ref": "AWS::Region"}, ".amazonaws.com"]],
        }
    }
    assert "kms:EncryptionContext:aws:logs:arn" in policy["Condition"]["ArnLike"]


def test_only_a_function_in_a_vpc_may_use_network_interfaces(stack: Stack, vpc: ec2.IVpc) -> None:
    other = Stack(App(builtin_cloud_formation_validation=False), "Other")
    LineageProvider(stack, LineageProvider.ID, vpc=vpc)
    LineageProvider(other, LineageProvider.ID)

    inside, outside = (
        [statement for statement in statements_of(each) if "ec2:" in json.dumps(statement)]
        for each in (stack, other)
    )
    assert [statement["Sid"] for statement in inside] == ["UseVpc"]
    assert outside == []


def test_there_is_no_managed_policy(stack: Stack, vpc: ec2.IVpc) -> None:
    LineageProvider(stack, LineageProvider.ID, vpc=vpc)

    assert "ManagedPolicyArns" not in resource(stack, "AWS::IAM::Role")["Properties"]


def test_an_app_with_an_environment_names_it(app: App, declare: Declare) -> None:
    stack = Stack(app, "Env", env=Environment(account="123456789012", region="cn-north-1"))
    declare(scope=stack)

    (read,) = [each for each in statements_of(stack) if each.get("Sid") == "ReadArtifacts"]
    assert ":sagemaker:cn-north-1:123456789012:artifact/*" in json.dumps(read)
    assert "arn:aws:" not in json.dumps(template(stack))


def test_a_given_role_is_used_and_given_what_the_function_needs(
    stack: Stack, declare: Declare
) -> None:
    role = iam.Role.from_role_arn(stack, "Role", "arn:aws:iam::123456789012:role/lineage")
    LineageProvider(stack, LineageProvider.ID, role=role)
    declare()

    (policy_id, policy), *others = resources(stack, "AWS::IAM::Policy").items()
    assert not others
    assert resources(stack, "AWS::IAM::Role") == {}
    assert (
        resource(stack, FUNCTION)["Properties"]["Role"] == "arn:aws:iam::123456789012:role/lineage"
    )
    assert policy["Properties"]["Roles"] == ["lineage"]
    assert policy_id in resource(stack, FUNCTION)["DependsOn"]


def test_a_role_that_cdk_cannot_change_is_left_alone(stack: Stack, declare: Declare) -> None:
    role = iam.Role.from_role_arn(
        stack, "Role", "arn:aws:iam::123456789012:role/lineage", mutable=False
    )
    LineageProvider(stack, LineageProvider.ID, role=role)
    declare()

    assert resources(stack, "AWS::IAM::Policy") == {}
