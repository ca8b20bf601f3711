"""CloudFormation's own types for actions and contexts, deployed to the embedded cloud."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from lineage_local.cloud import Cloud

ACTION = {
    "ActionName": "evaluation",
    "ActionType": "Evaluation",
    "Source": {"SourceUri": "https://ci.example.com/runs/7"},
    "Status": "InProgress",
    "Properties": {"metric": "auc", "run": "7"},
    "Tags": [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "test"}],
}
CONTEXT = {
    "ContextName": "churn",
    "ContextType": "Project",
    "Source": {"SourceUri": "https://wiki.example.com/churn"},
}


class NativeStack:
    """A stack of native resources."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloudformation = cloud.client("cloudformation")
        self.sagemaker = cloud.client("sagemaker")

    def change(self, verb: str, resources: dict[str, tuple[str, dict[str, Any]]]) -> None:
        template = {
            "Resources": {
                name: {"Type": f"AWS::SageMaker::{kind}", "Properties": properties}
                for name, (kind, properties) in resources.items()
            },
            "Outputs": {name: {"Value": {"Fn::GetAtt": [name, "Arn"]}} for name in resources},
        }
        getattr(self.cloudformation, f"{verb}_stack")(
            StackName="Native", TemplateBody=json.dumps(template)
        )
        self.cloudformation.get_waiter(f"stack_{verb}_complete").wait(
            StackName="Native", WaiterConfig={"Delay": 0.2, "MaxAttempts": 50}
        )

    def outputs(self) -> dict[str, str]:
        (stack,) = self.cloudformation.describe_stacks(StackName="Native")["Stacks"]
        return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}

    def destroy(self) -> None:
        self.cloudformation.delete_stack(StackName="Native")
        self.cloudformation.get_waiter("stack_delete_complete").wait(
            StackName="Native", WaiterConfig={"Delay": 0.2, "MaxAttempts": 50}
        )


def test_actions_and_contexts_are_those_of_the_lineage_service(cloud: Cloud) -> None:
    stack = NativeStack(cloud)
    stack.change("create", {"Step": ("Action", ACTION), "Project": ("Context", CONTEXT)})

    action = stack.sagemaker.describe_action(ActionName="evaluation")
    context = stack.sagemaker.describe_context(ContextName="churn")
    assert stack.outputs() == {"Step": action["ActionArn"], "Project": context["ContextArn"]}
    assert {key: action.get(key) for key in ACTION.keys() - {"Tags"}} == {
        key: value for key, value in ACTION.items() if key != "Tags"
    }
    assert stack.sagemaker.list_tags(ResourceArn=action["ActionArn"])["Tags"] == ACTION["Tags"]

    changed = ACTION | {
        "Status": "Completed",
        "Properties": {"metric": "f1"},
        "Tags": [{"Key": "team", "Value": "data"}],
    }
    stack.change("update", {"Step": ("Action", changed), "Project": ("Context", CONTEXT)})
    after = stack.sagemaker.describe_action(ActionName="evaluation")
    assert (after["ActionArn"], after["Status"]) == (action["ActionArn"], "Completed")
    assert after["Properties"] == {"metric": "f1"}
    assert stack.sagemaker.list_tags(ResourceArn=action["ActionArn"])["Tags"] == changed["Tags"]

    renamed = changed | {"ActionName": "evaluation-2"}
    stack.change("update", {"Step": ("Action", renamed)})
    (summary,) = stack.sagemaker.list_actions()["ActionSummaries"]
    assert summary["ActionArn"] == stack.outputs()["Step"]
    assert stack.sagemaker.list_contexts()["ContextSummaries"] == []

    stack.destroy()
    assert stack.sagemaker.list_actions()["ActionSummaries"] == []
    with pytest.raises(ClientError, match="does not exist"):
        stack.cloudformation.describe_stacks(StackName="Native")
