"""The provider tells its function what it needs to know a forged request."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App, NestedStack, Stack
from aws_cdk.assertions import Template

from lineage_handler.cloudformation.origin import refusal
from sagemaker_lineage import LineageProvider

STACK_ID = "arn:aws-cn:cloudformation:cn-north-1:000000000000:stack/Stack/1"
HOST = "cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn"
REQUEST = {"StackId": STACK_ID, "ResponseURL": f"https://{HOST}/key?X-Amz-Signature=0123"}
# As CloudFormation resolves them in a stack.
PSEUDO_PARAMETERS = {"AWS::StackId": STACK_ID, "AWS::URLSuffix": "amazonaws.com.cn"}


def variables(stack: Stack) -> dict[str, Any]:
    """Return the environment of the stack's function, as CloudFormation resolves it."""
    LineageProvider(stack, LineageProvider.ID).service_token  # noqa: B018  # it is used
    (function,) = Template.from_stack(stack).find_resources("AWS::Lambda::Function").values()
    declared = function["Properties"]["Environment"]["Variables"]
    return {name: PSEUDO_PARAMETERS[value["Ref"]] for name, value in declared.items()}


@pytest.fixture(params=["stack", "nested stack"])
def function(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function's environment: what the template says, and the region, which Lambda sets."""
    stack = Stack(App(), "Stack")
    if request.param == "nested stack":
        stack = NestedStack(stack, "Nested")
    for name, value in variables(stack).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_REGION", "cn-north-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.mark.usefixtures("function")
def test_request_of_the_functions_stack_is_served() -> None:
    assert refusal(REQUEST) is None


@pytest.mark.usefixtures("function")
@pytest.mark.parametrize(
    "forged",
    [
        {"StackId": STACK_ID.replace("Stack/1", "Stack/2")},
        {"ResponseURL": "https://example.com/key"},
    ],
    ids=["another stack", "another host"],
)
def test_request_of_anybody_else_is_not(forged: dict[str, str]) -> None:
    assert refusal(REQUEST | forged) is not None
