"""MiniStack's CloudFormation, as the cdk CLI sees it and as others do."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from hypercorn.typing import HTTPScope, Scope

from lineage_local import polls
from lineage_local.cloud import Cloud
from lineage_local.polls import HeldPolls

from .functions import create_function

# It takes two seconds: only time tells a stack that is on its way from one that is there.
SLOW = """
import json, time, urllib.request
def handler(event, context):
    time.sleep(2)
    response = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    body = json.dumps(response | {"Status": "SUCCESS", "PhysicalResourceId": "slow"}).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""


@pytest.fixture(scope="module")
def slow_function(cloud: Cloud) -> str:
    create_function(cloud, "slow", SLOW)
    found = cloud.client("lambda").get_function(FunctionName="slow")
    return str(found["Configuration"]["FunctionArn"])


@pytest.fixture
def stack(cloud: Cloud, slow_function: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A stack that is being created."""
    name = request.node.name.replace("_", "-")
    slow = {"Type": "Custom::Slow", "Properties": {"ServiceToken": slow_function}}
    client = cloud.client("cloudformation")
    client.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": {"Slow": slow}}))
    yield name
    client.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    client.delete_stack(StackName=name)


def status(cloud: Cloud, stack: str, user_agent: str) -> str:
    settings = cloud.settings()
    client = boto3.client(
        "cloudformation",
        endpoint_url=settings["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(user_agent_extra=user_agent),
    )
    return str(client.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])


def test_the_cli_sees_a_stack_once_it_is_stable(cloud: Cloud, stack: str) -> None:
    assert status(cloud, stack, "aws-cdk/2.1148.1") == "CREATE_COMPLETE"


def test_others_see_the_progress(cloud: Cloud, stack: str) -> None:
    assert status(cloud, stack, "me/1") == "CREATE_IN_PROGRESS"


def test_a_stack_that_takes_long_is_shown_in_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polls, "_HOLD_SECONDS", 0.2)
    shown = b"<StackStatus>UPDATE_IN_PROGRESS</StackStatus>"

    looks, response = asyncio.run(poll([shown] * 1000))

    assert 1 < looks < 1000
    assert response == shown


@pytest.mark.parametrize(
    "shown",
    [
        b"<StackStatus>UPDATE_COMPLETE</StackStatus>",
        # The CLI takes it for stable.
        b"<StackStatus>REVIEW_IN_PROGRESS</StackStatus>",
        b"<Error><Message>Stack with id Gone does not exist</Message></Error>",
    ],
)
def test_what_is_stable_is_shown_at_once(shown: bytes) -> None:
    assert asyncio.run(poll([shown])) == (1, shown)


async def poll(responses: list[bytes]) -> tuple[int, bytes]:
    """Poll as the CLI does; return how often the application was called, and its response."""
    remaining, received = iter(responses), b""
    looks = 0

    async def application(_scope: Scope, receive: Any, send: Any) -> None:
        nonlocal looks
        looks += 1
        event = await receive()
        assert event["body"] == b"Action=DescribeStacks&StackName=Life"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": next(remaining), "more_body": False})

    parts = iter([b"Action=Describe", b"Stacks&StackName=Life"])

    async def receive() -> object:
        body = next(parts)
        return {"type": "http.request", "body": body, "more_body": body.startswith(b"Action")}

    async def send(event: object) -> None:
        nonlocal received
        assert isinstance(event, dict)
        received += event.get("body", b"")

    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"user-agent", b"aws-sdk-js/3.1 aws-cdk/2.1148.1"),
    ]
    scope: HTTPScope = {"type": "http", "headers": headers}  # type: ignore[typeddict-item]
    await HeldPolls(application)(scope, receive, send)  # type: ignore[arg-type]
    return looks, received
