"""The function's log: structured, with the request's ids, without secrets."""

from __future__ import annotations

import json
import os

import pytest

from lineage_handler import artifact

from .cloudformation import SIGNATURE, AnswerBox, ResourceFailed, Stack
from .test_lifecycle import EVERYTHING, declaration


def run_full_lifecycle(stack: Stack, answers: AnswerBox) -> None:
    stack.deploy({"Data": EVERYTHING})
    stack.deploy({"Data": declaration(Properties={"rows": "2"})})
    stack.deploy({"Data": declaration(ArtifactType="Model")})
    stack.deploy({"Data": declaration(Source={"SourceUri": "s3://other"})})
    with pytest.raises(ResourceFailed):
        stack.deploy({"Data": declaration(ArtifactName="not a name")})
    answers.statuses = [500]
    stack.destroy()


def test_every_line_is_json_with_the_requests_ids(
    stack: Stack, answers: AnswerBox, log_lines: list[str]
) -> None:
    run_full_lifecycle(stack, answers)
    lines = [json.loads(line) for line in log_lines]
    assert {line["StackId"] for line in lines} == {stack.stack_id}
    assert {line["LogicalResourceId"] for line in lines} == {"Data"}
    assert {line["RequestId"] for line in lines} == {e["RequestId"] for e in stack.events}


def test_every_request_is_answered_in_the_log_with_the_arn(
    stack: Stack, answers: AnswerBox, log_lines: list[str]
) -> None:
    run_full_lifecycle(stack, answers)
    messages = [json.loads(line)["message"] for line in log_lines]
    answered = [m for m in messages if isinstance(m, dict) and m.get("event") == "answered"]
    assert len(answered) == len(stack.events)
    assert all(":artifact/" in message["PhysicalResourceId"] for message in answered)


def test_no_secret_in_the_log(stack: Stack, answers: AnswerBox, log_lines: list[str]) -> None:
    run_full_lifecycle(stack, answers)
    log = "\n".join(log_lines)
    assert len(log_lines) > 10
    assert SIGNATURE not in log
    assert os.environ["AWS_SECRET_ACCESS_KEY"] not in log
    assert not [event for event in stack.events if event["ResponseURL"] in log]


def test_secret_in_an_error_reaches_neither_log_nor_answer(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, log_lines: list[str]
) -> None:
    """Even an error that quotes the request does not give the URL away."""
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    event = stack.request("Create", "Data", EVERYTHING)

    def leak(*_: object) -> None:
        raise RuntimeError(f"cannot serve {event['ResponseURL']} with {secret}")

    monkeypatch.setattr(artifact, "create", leak)
    answer = stack.send(event)
    for text in ("\n".join(log_lines), answer.reason):
        assert "cannot serve" in text
        assert SIGNATURE not in text
        assert secret not in text
