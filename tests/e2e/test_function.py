"""The function in the embedded cloud: its log, its role, and how many artifacts it can serve."""

from __future__ import annotations

import json
from typing import Any

from .deployment import DeployedStacks
from .test_lifecycle import DATA, other


def log_lines(deployment: DeployedStacks, stack: str) -> list[dict[str, Any]]:
    """Return the JSON lines of a stack's function."""
    logs = deployment.cloud.client("logs")
    group = deployment.physical_id(stack, "AWS::Logs::LogGroup")
    messages = [
        line
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        for event in page["events"]
        for line in event["message"].splitlines()
    ]
    return [json.loads(line) for line in messages if line.startswith("{")]


def test_log_of_a_full_lifecycle_names_everything_and_no_secret(deployment: DeployedStacks) -> None:
    arn = deployment.deploy({"Log": {"Data": DATA}})["DataArn"]
    deployment.deploy({"Log": {"Data": DATA | {"artifact_name": "renamed"}}})
    moved = DATA | {"source": "s3://bucket/moved.csv"}
    new_arn = deployment.deploy({"Log": {"Data": moved}})["DataArn"]
    stack_id = deployment.stack("Log")["StackId"]
    lines = log_lines(deployment, "Log")
    deployment.destroy({"Log": {}})  # and the log group with it

    assert {line["StackId"] for line in lines} == {stack_id}
    assert {line["LogicalResourceId"] for line in lines} == {"Data666C94C7"}
    assert all(line["RequestId"] for line in lines)
    responded = [
        line
        for line in lines
        if isinstance(line["message"], dict) and line["message"]["event"] == "responded"
    ]
    assert [line["RequestType"] for line in responded] == ["Create", "Update", "Update", "Delete"]
    ids = [line["message"]["PhysicalResourceId"] for line in responded]
    assert ids == [arn, arn, new_arn, arn]
    text = json.dumps(lines)
    assert "cfn-response" not in text
    assert "http://" not in text


def test_role_is_enforced(deployment: DeployedStacks) -> None:
    """Without its policy the function is refused, and says so within the stack's events."""
    deployment.deploy({"Role": {"Data": DATA}})
    role = deployment.physical_id("Role", "AWS::IAM::Role")
    iam = deployment.cloud.client("iam")
    (policy_name,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    document = iam.get_role_policy(RoleName=role, PolicyName=policy_name)["PolicyDocument"]
    statements = document["Statement"]
    document["Statement"] = [s for s in statements if s.get("Sid") != "CreateArtifacts"]
    iam.put_role_policy(RoleName=role, PolicyName=policy_name, PolicyDocument=json.dumps(document))
    stacks = {"Role": {"Data": DATA, "More": other("more")}}
    code, _ = deployment.run("deploy", stacks, "--require-approval=never")
    assert code != 0
    (reason,) = [reason for reason in deployment.reasons("Role") if "AccessDenied" in reason]
    assert reason.startswith("CreateArtifact: AccessDeniedException: User: arn:aws:sts::")
    assert "allow this to the function's role" in reason
    deployment.destroy({"Role": {}})
    assert deployment.artifacts() == {}


def test_stack_of_450_artifacts(deployment: DeployedStacks) -> None:
    artifacts = {f"Data{number}": other(f"data-{number}") for number in range(450)}
    code, printed = deployment.run("deploy", {"Large": artifacts}, "--require-approval=never")
    assert code == 0, printed
    assert len(deployment.artifacts()) == 450
    deployment.destroy({"Large": {}})
    assert deployment.artifacts() == {}
