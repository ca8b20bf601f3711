"""The role can do no more than the ownership of artifacts needs."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import Stack

from .conftest import Declare
from .synthesis import resource

MARK = "cdk-sagemaker-lineage:managed"
CREATED_IN_REQUEST = {f"aws:RequestTag/{MARK}": "created"}


@pytest.fixture
def statements(stack: Stack, declare: Declare) -> list[dict[str, Any]]:
    declare()
    policy = resource(stack, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]
    return list(policy["Statement"])


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
