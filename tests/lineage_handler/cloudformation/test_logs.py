"""The function's log: a JSON object a line, with the request's ids in it and no secret."""

from __future__ import annotations

import json
import logging
import os

import pytest

from lineage_handler.artifact import lifecycle
from lineage_handler.cloudformation import delivery
from lineage_handler.cloudformation.delivery import NotDeliveredError
from lineage_handler.cloudformation.logs import redact, secrets_of
from tests.lineage_handler.simulator.deployment import ResourceFailed
from tests.lineage_handler.simulator.function import LambdaContext
from tests.lineage_handler.simulator.responses import SIGNATURE, ResponseServer
from tests.lineage_handler.simulator.scenarios.declarations import declared
from tests.lineage_handler.simulator.stack import SimulatedStack

from .raw_server import CUT_OFF, CUT_STATUS_LINE, FORBIDDEN, SERVER_ERROR, SILENCE, listening

URL = "https://cloudformation.example/response?X-Amz-Signature=0123"


@pytest.fixture
def whole_lifecycle(stack: SimulatedStack, responses: ResponseServer) -> None:
    """A stack is created, changed in each way, fails, and is deleted."""
    stack.deploy({"Data": declared()})
    stack.deploy({"Data": declared(Properties={"rows": "2"})})
    stack.deploy({"Data": declared(Source={"SourceUri": "s3://bucket/other"})})
    with pytest.raises(ResourceFailed):
        stack.deploy({"Data": declared(ArtifactName="not a name")})
    responses.statuses = [500]
    stack.destroy()


@pytest.mark.usefixtures("whole_lifecycle")
def test_every_line_is_json_with_the_ids_of_its_request(
    stack: SimulatedStack, log_lines: list[str]
) -> None:
    lines = [json.loads(line) for line in log_lines]
    assert {line["StackId"] for line in lines} == {stack.stack_id}
    assert {line["LogicalResourceId"] for line in lines} == {"Data"}
    assert {line["RequestId"] for line in lines} == {e["RequestId"] for e in stack.events}
    assert {line["RequestType"] for line in lines} == {"Create", "Update", "Delete"}


@pytest.mark.usefixtures("whole_lifecycle")
def test_every_response_is_logged_with_its_physical_id(
    stack: SimulatedStack, log_lines: list[str]
) -> None:
    messages = [json.loads(line)["message"] for line in log_lines]
    responded = [m for m in messages if isinstance(m, dict) and m.get("event") == "responded"]
    assert len(responded) == len(stack.events)
    assert all(":artifact/" in message["PhysicalResourceId"] for message in responded)


@pytest.mark.usefixtures("whole_lifecycle")
def test_no_secret_is_logged(stack: SimulatedStack, log_lines: list[str]) -> None:
    log = "\n".join(log_lines)
    assert len(log_lines) > 10
    assert SIGNATURE not in log
    assert os.environ["AWS_SECRET_ACCESS_KEY"] not in log
    assert not [event for event in stack.events if event["ResponseURL"] in log]


@pytest.mark.parametrize(
    "reply",
    [SERVER_ERROR, FORBIDDEN, CUT_STATUS_LINE, CUT_OFF, SILENCE],
    ids=["500", "403", "cut status line", "cut off", "silence"],
)
def test_nothing_of_the_url_is_logged_while_the_response_is_delivered(
    stack: SimulatedStack,
    log_lines: list[str],
    monkeypatch: pytest.MonkeyPatch,
    reply: bytes | None,
) -> None:
    """Nor by urllib3, which warns of each retry with the path that it asks for."""
    monkeypatch.setattr(delivery, "ATTEMPT_SECONDS", 0.1)
    with listening([reply] * 9) as server:
        event = stack.request("Delete", "Data", declared(), "nothing-created:Data")
        event["ResponseURL"] = server.url()
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url().partition("/a-path")[0])
        with pytest.raises(NotDeliveredError):
            stack.invoke(event, LambdaContext(60))
    log = "\n".join(log_lines)
    assert "the response was lost" in log
    for part in (*event["ResponseURL"].split("?"), "a-path", f":{server.port}"):
        assert part not in log


def test_secret_in_an_error_reaches_neither_log_nor_response(
    stack: SimulatedStack, log_lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    event = stack.request("Create", "Data", declared())

    def leak(*_: object) -> None:
        raise RuntimeError(f"cannot serve {event['ResponseURL']} with {secret}")

    monkeypatch.setattr(lifecycle, "create", leak)
    response = stack.send(event)
    for text in ("\n".join(log_lines), response.reason):
        assert "cannot serve" in text
        assert SIGNATURE not in text
        assert secret not in text


@pytest.fixture
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_credentials")
def test_secrets_are_the_url_and_its_query() -> None:
    assert secrets_of({"ResponseURL": URL}) == (URL, "X-Amz-Signature=0123")


@pytest.mark.usefixtures("no_credentials")
def test_secrets_are_the_functions_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "key")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    assert secrets_of({}) == ("key", "token")


def test_secrets_are_taken_out_of_a_text() -> None:
    text = f"PUT {URL} failed, as did PUT /response?X-Amz-Signature=0123"
    redacted = redact(text, secrets_of({"ResponseURL": URL}))
    assert redacted == "PUT [redacted] failed, as did PUT /response?[redacted]"


def test_lines_are_written_where_there_is_no_runtime_to_write_them(
    stack: SimulatedStack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lambda's runtime brings a handler; the embedded cloud does not."""
    monkeypatch.setattr(logging.root, "handlers", [])
    stack.create("Data", declared())
    lines = capsys.readouterr().err.splitlines()
    assert {json.loads(line)["StackId"] for line in lines} == {stack.stack_id}
