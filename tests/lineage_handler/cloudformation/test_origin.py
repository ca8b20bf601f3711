"""Nobody but CloudFormation is served, and only for the function's own stack."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lineage_handler import index
from lineage_local.service import LineageService
from tests.lineage_handler.calls import operations
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.function import LambdaContext
from tests.lineage_handler.simulator.responses import NO_RESPONSE, SIGNATURE, ResponseServer
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, declared
from tests.lineage_handler.simulator.stack import SimulatedStack

from .raw_server import OK, listening

Message = dict[str, Any]
ANOTHER_STACK = "StackId is that of another stack"
ANOTHER_HOST = "ResponseURL is not where CloudFormation receives responses"


@pytest.fixture
def refused(log_lines: list[str]) -> Callable[[], list[str]]:
    """Why events were refused."""

    def reasons() -> list[str]:
        messages = [json.loads(line)["message"] for line in log_lines]
        return [m["reason"] for m in messages if isinstance(m, dict) and m["event"] == "refused"]

    return reasons


def test_delete_of_another_stacks_artifact_is_not_served(
    stack: SimulatedStack,
    new_stack: NewStack,
    service: LineageService,
    responses: ResponseServer,
    refused: Callable[[], list[str]],
) -> None:
    """Whoever sends it knows what is in that stack's events, and may invoke this function."""
    other = new_stack("Other")
    arn = other.create("Data", declared()).physical_id
    before = operations(service)
    forged = other.request("Delete", "Data", declared(), arn)
    stack.invoke(forged, LambdaContext(60))
    assert operations(service) == before
    assert forged["RequestId"] not in responses.received
    (reason,) = refused()
    assert reason.startswith(ANOTHER_STACK)


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_response_is_sent_to_no_other_host(
    stack: SimulatedStack,
    service: LineageService,
    refused: Callable[[], list[str]],
    request_type: str,
) -> None:
    arn = stack.create("Data", declared()).physical_id
    before = operations(service)
    forged = stack.request(request_type, "Data", declared(**ADOPT), arn, declared())
    with listening([OK]) as server:
        stack.invoke(forged | {"ResponseURL": server.url()}, LambdaContext(60))
    assert server.requests == []
    assert operations(service) == before
    (reason,) = refused()
    assert reason.startswith(ANOTHER_HOST)


@pytest.mark.parametrize("name", ["STACK_ID", "URL_SUFFIX"])
@pytest.mark.parametrize("value", [None, ""])
def test_function_that_does_not_know_its_stack_serves_nobody(
    stack: SimulatedStack,
    service: LineageService,
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[[], list[str]],
    name: str,
    value: str | None,
) -> None:
    monkeypatch.setenv("STACK_ID", stack.stack_id)
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    index.handler(stack.request("Create", "Data", declared()), LambdaContext(60))
    assert operations(service) == []
    (reason,) = refused()
    assert reason.startswith(f"{name} not set")
    assert "deploy the stack again" in reason


def test_stack_whose_id_only_begins_like_this_ones_is_another_one(
    stack: SimulatedStack, service: LineageService, refused: Callable[[], list[str]]
) -> None:
    event = stack.request("Create", "Data", declared())
    stack.invoke(event | {"StackId": event["StackId"] + "0"}, LambdaContext(60))
    assert operations(service) == []
    assert refused() == [f"{ANOTHER_STACK}: this function serves its own stack only"]


@pytest.mark.parametrize("event", [{}, {"RequestType": "Create"}, {"StackId": None}])
def test_event_that_says_nothing_is_not_served(
    stack: SimulatedStack, responses: ResponseServer, service: LineageService, event: Message
) -> None:
    """Nor is it responded to at the last request's URL."""
    stack.create("Data", declared())
    before, calls = dict(responses.received), operations(service)
    stack.invoke(event, LambdaContext(60))
    assert (responses.received, operations(service)) == (before, calls)


@pytest.mark.parametrize("url", [f"https://example.com/?{SIGNATURE}", "e", '"', "{", 5, None])
def test_line_of_what_is_refused_is_whole_and_has_no_url(
    stack: SimulatedStack, log_lines: list[str], url: object
) -> None:
    forged = stack.request("Create", "Data", declared())
    stack.invoke(forged | {"ResponseURL": url}, LambdaContext(60))
    (line,) = log_lines
    assert SIGNATURE not in line
    told = json.loads(line)
    assert told["message"]["event"] == "refused"
    assert told["RequestId"] == forged["RequestId"]


def test_request_is_served_after_one_that_was_refused(
    stack: SimulatedStack, new_stack: NewStack, responses: ResponseServer
) -> None:
    stack.invoke(new_stack("Other").request("Create", "Data", declared()), LambdaContext(60))
    assert index.handler.seconds_left() == 0
    assert responses.received == {}
    assert stack.create("Data", declared()) is not NO_RESPONSE
