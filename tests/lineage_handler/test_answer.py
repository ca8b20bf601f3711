"""What is answered to CloudFormation, whatever happens."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler import answer as answer_module
from lineage_handler import artifact, index
from lineage_handler.answer import AnsweringResource, fitted
from lineage_handler.transport import NotDeliveredError

from .cloudformation import AnswerBox, Handler, LambdaContext, ResourceFailed, Stack, checked
from .test_lifecycle import EVERYTHING, declaration

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def test_one_answer_when_time_runs_out(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, answers: AnswerBox
) -> None:
    """The timer answers; what the handler still wants to say afterwards is dropped."""

    def slow(*_: object) -> None:
        time.sleep(0.6)

    monkeypatch.setattr(artifact, "create", slow)
    monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.3)
    stack.timeout_seconds = 0.5
    answer = stack.send(stack.request("Create", "Data", EVERYTHING))
    assert not answer.succeeded
    assert "longer timeout" in answer.reason


def test_create_that_ran_out_of_time_may_have_written(
    stack: Stack, sagemaker: SageMakerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The artifact came to be after the answer: the Delete that follows must find it."""
    create = artifact.create

    def late(*arguments: Any) -> object:
        created = create(*arguments)
        time.sleep(0.6)
        return created

    monkeypatch.setattr(artifact, "create", late)
    monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.3)
    stack.timeout_seconds = 0.5
    with pytest.raises(ResourceFailed):
        stack.create("Data", EVERYTHING)
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_update_that_ran_out_of_time_keeps_its_id(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    monkeypatch.setattr(artifact, "update", lambda *_: time.sleep(0.6))
    monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.3)
    stack.timeout_seconds = 0.5
    answer = stack.send(stack.request("Update", "Data", EVERYTHING, arn, EVERYTHING))
    assert not answer.succeeded
    assert answer.physical_id == arn


def test_unexpected_error_is_told_without_traceback(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(artifact, "create", broken)
    answer = stack.send(stack.request("Create", "Data", EVERYTHING))
    assert not answer.succeeded
    assert answer.reason.startswith("unexpected KeyError: 'surprise'")
    assert "Traceback" not in answer.reason


def test_nothing_of_one_request_gets_into_the_next(stack: Stack) -> None:
    stack.create("Data", EVERYTHING)
    answer = stack.send(stack.request("Create", "Other", declaration(ArtifactName="not a name")))
    assert not answer.succeeded
    assert answer.physical_id == "nothing-created:Other"
    assert answer.data == {}


def test_event_without_ids_is_not_answered_to_the_last_url(
    stack: Stack, answers: AnswerBox
) -> None:
    stack.create("Data", EVERYTHING)
    before = dict(answers.received)
    with pytest.raises(NotDeliveredError):
        index.handler({"RequestType": "Create"}, LambdaContext(60))
    assert answers.received == before


def test_answer_is_sent_again_after_a_server_error(stack: Stack, answers: AnswerBox) -> None:
    answers.statuses = [500, 503]
    assert stack.create("Data", EVERYTHING).succeeded


def test_refused_answer_fails_the_invocation(stack: Stack, answers: AnswerBox) -> None:
    """Lambda then delivers the request again; CloudFormation's 403 is not taken for success."""
    answers.statuses = [403]
    event = stack.request("Create", "Data", EVERYTHING)
    with pytest.raises(NotDeliveredError, match="403"):
        index.handler(event, LambdaContext(60))


def test_answer_refused_once_arrives_with_the_next_invocation(
    stack: Stack, answers: AnswerBox
) -> None:
    answers.statuses = [403]
    assert stack.create("Data", EVERYTHING).succeeded


def test_server_that_never_answers_does_not_hang_the_function(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lineage_handler.transport._ATTEMPT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        event = stack.request("Delete", "Data", EVERYTHING, "nothing-created:Data")
        event["ResponseURL"] = f"http://127.0.0.1:{silent.getsockname()[1]}/answer"
        with pytest.raises(NotDeliveredError):
            index.handler(event, LambdaContext(60))


def test_https_urls_are_answered_over_https(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrives at the socket is a TLS client hello, not plain HTTP."""
    monkeypatch.setattr("lineage_handler.transport._ATTEMPT_SECONDS", 0.2)
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            connection, _ = listener.accept()
            received.append(connection.recv(1))
            connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        event = stack.request("Delete", "Data", EVERYTHING, "nothing-created:Data")
        event["ResponseURL"] = f"https://127.0.0.1:{listener.getsockname()[1]}/answer"
        with pytest.raises(NotDeliveredError):
            index.handler(event, LambdaContext(60))
        thread.join(5)
    assert received == [b"\x16"]


@pytest.mark.parametrize("text", ["x" * 9000, "é" * 9000, '"' * 9000, "𝄞" * 9000])
def test_long_reason_keeps_its_beginning_and_fits(text: str) -> None:
    body = fitted({"Status": "FAILED", "Reason": "begin " + text, "Data": {}})
    assert len(body) <= 4096
    assert len(body) > 3000
    assert json.loads(body)["Reason"].startswith("begin ")


def test_longest_source_uri_fits(stack: Stack) -> None:
    uri = "s3://" + "x" * 2043
    answer = stack.create("Data", declaration(Source={"SourceUri": uri}))
    assert answer.data["SourceUri"] == uri


def test_source_uri_too_long_to_be_answered_is_left_out(stack: Stack) -> None:
    answer = stack.create("Data", declaration(Source={"SourceUri": "s3://" + "𝄞" * 2043}))
    assert answer.succeeded
    assert set(answer.data) == {"ArtifactArn", "ArtifactName", "ArtifactType"}


def test_no_needless_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """crhelper would make three, for a polling that is not used."""
    made: list[str] = []
    monkeypatch.setattr("boto3.client", lambda name, **_: made.append(name))
    AnsweringResource()
    assert made == []


def test_delete_does_not_sleep(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    stack.create("Data", EVERYTHING)
    stack.timeout_seconds = 900
    monkeypatch.setattr("crhelper.resource_helper.sleep", pauses.append)
    stack.destroy()
    assert pauses == []


def test_two_answers_are_noticed(stack: Stack, handler: Handler, answers: AnswerBox) -> None:
    """The driver itself: it must reject what CloudFormation rejects."""
    event = stack.request("Create", "Data", EVERYTHING)
    handler(event, LambdaContext(60))
    handler(event, LambdaContext(60))
    with pytest.raises(AssertionError, match="2 answers"):
        checked(answers.received[event["RequestId"]], event)
