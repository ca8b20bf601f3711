"""Stacks of templates, deployed by change sets as the cdk CLI does it."""

import json
import time
from typing import Any

from lineage_local.cloud import Cloud

Template = dict[str, Any]

RESPONDS = """
import json
import urllib.request

def handler(event, context):
    names = ("StackId", "RequestId", "LogicalResourceId")
    response = {name: event[name] for name in names}
    response |= {"Status": "SUCCESS", "PhysicalResourceId": "one"}
    body = json.dumps(response).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""


def parameter(value: Any) -> Template:
    """Return a resource with a value."""
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": value}}


def deploy(cloud: Cloud, stack: str, template: Template) -> str:
    """Deploy a template and return the stack's status, or the reason of an empty change set."""
    client = cloud.client("cloudformation")
    names = [each["StackName"] for each in client.describe_stacks()["Stacks"]]
    change_set = f"at-{time.time_ns()}"
    client.create_change_set(
        StackName=stack,
        ChangeSetName=change_set,
        TemplateBody=json.dumps(template),
        ChangeSetType="UPDATE" if stack in names else "CREATE",
    )
    described = client.describe_change_set(StackName=stack, ChangeSetName=change_set)
    if described["Status"] == "FAILED":
        return str(described["StatusReason"])
    client.execute_change_set(StackName=stack, ChangeSetName=change_set)
    while (status := _status(client, stack)).endswith("_IN_PROGRESS"):
        time.sleep(0.05)
    return status


def reasons(cloud: Cloud, stack: str) -> list[str]:
    """Return what the stack's events say of failures."""
    events = cloud.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
    return [
        event["ResourceStatusReason"]
        for event in events
        if event["ResourceStatus"].endswith("FAILED") and event.get("ResourceStatusReason")
    ]


def outputs(cloud: Cloud, stack: str) -> dict[str, str]:
    (found,) = cloud.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def _status(client: Any, stack: str) -> str:
    (found,) = client.describe_stacks(StackName=stack)["Stacks"]
    return str(found["StackStatus"])
