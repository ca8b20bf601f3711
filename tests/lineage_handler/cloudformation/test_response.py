"""The response to CloudFormation: exactly one for each request, whatever happens."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from crhelper import CfnResource

from lineage_handler import index
from lineage_handler.artifact import lifecycle
from lineage_handler.cloudformation import response
from lineage_handler.cloudformation.delivery import NotDeliveredError
from lineage_handler.cloudformation.response import CustomResource
from lineage_handler.sagemaker import deadline
from lineage_local.service import Fault, LineageService
from tests.lineage_handler.simulator.function import LambdaContext
from tests.lineage_handler.simulator.responses import NO_RESPONSE, ResponseServer
from tests.lineage_handler.simulator.scenarios.declarations import NOTHING, declared
from tests.lineage_handler.simulator.stack import SimulatedStack

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

LARGEST_URI = 2048
HANGS_SECONDS = 1.5


@pytest.fixture
def run_short_of_time(stack: SimulatedStack, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Leave each request a second, before which a call that hangs does not end."""

    def shorten() -> None:
        stack.timeout_seconds = 2.0
        monkeypatch.setattr(response, "_RESPONSE_SECONDS", 1.0)
        monkeypatch.setattr(deadline, "RESERVE_SECONDS", 0.1)

    return shorten


def fail_with(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_response_may_have_a_reason_though_the_request_succeeded(
    stack: SimulatedStack, sagemaker: SageMakerClient
) -> None:
    arn = stack.create("Data", declared()).physical_id
    sagemaker.delete_artifact(ArtifactArn=arn)
    updated = stack.send(stack.request("Update", "Data", declared(), arn, declared()))
    assert updated.succeeded
    assert updated.reason.startswith(f"{arn} was gone")


def test_delete_responds_with_the_id_of_the_request(stack: SimulatedStack) -> None:
    deleted = stack.send(stack.request("Delete", "Data", declared(), "nothing-created:Data"))
    assert deleted.succeeded
    assert deleted.physical_id == "nothing-created:Data"


def test_request_without_time_left_ends_with_one_response(
    stack: SimulatedStack,
    monkeypatch: pytest.MonkeyPatch,
    run_short_of_time: Callable[[], None],
) -> None:
    """What the handler has to say when the timer has responded is for nobody."""
    run_short_of_time()
    monkeypatch.setattr(lifecycle, "create", lambda *_: time.sleep(HANGS_SECONDS))
    failed = stack.send(stack.request("Create", "Data", declared()))
    assert not failed.succeeded
    assert "the function's time was up" in failed.reason


def test_nothing_is_written_after_the_response(
    stack: SimulatedStack, service: LineageService, run_short_of_time: Callable[[], None]
) -> None:
    """The call that hung is the last one."""
    arn = stack.create("Data", declared()).physical_id
    run_short_of_time()
    service.faults.add(Fault(operation="DescribeArtifact", delay_seconds=HANGS_SECONDS))
    changed = declared(Tags=[], Properties={"rows": "2"})
    before = len(service.calls)
    failed = stack.send(stack.request("Update", "Data", changed, arn, declared()))
    assert not failed.succeeded
    assert [call.operation for call in service.calls[before:]] == ["DescribeArtifact"]


def test_delete_without_time_left_is_left_to_the_next_delivery(
    stack: SimulatedStack, service: LineageService, run_short_of_time: Callable[[], None]
) -> None:
    arn = stack.create("Data", declared()).physical_id
    run_short_of_time()
    service.faults.add(Fault(operation="ListTags", delay_seconds=HANGS_SECONDS))
    before = len(service.calls)
    assert stack.send(stack.request("Delete", "Data", declared(), arn)).succeeded
    operations = [call.operation for call in service.calls[before:]]
    assert operations[:3] == ["ListTags", "ListTags", "DeleteTags"]


def test_create_without_time_left_may_have_written(
    stack: SimulatedStack,
    sagemaker: SageMakerClient,
    service: LineageService,
    run_short_of_time: Callable[[], None],
) -> None:
    """Its response names its request, so that the Delete that follows finds the artifact."""
    run_short_of_time()
    service.faults.add(Fault(operation="CreateArtifact", at="after", delay_seconds=HANGS_SECONDS))
    create = stack.request("Create", "Data", declared())
    failed = stack.send(create)
    assert failed.physical_id == f"unfinished:{create['RequestId']}"
    stack.timeout_seconds = 60.0
    stack.delete("Data", declared(), failed.physical_id)
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_update_without_time_left_keeps_its_physical_id(
    stack: SimulatedStack, service: LineageService, run_short_of_time: Callable[[], None]
) -> None:
    arn = stack.create("Data", declared()).physical_id
    run_short_of_time()
    service.faults.add(Fault(delay_seconds=HANGS_SECONDS))
    failed = stack.send(stack.request("Update", "Data", declared(), arn, declared()))
    assert not failed.succeeded
    assert failed.physical_id == arn


def test_failed_update_keeps_its_physical_id(stack: SimulatedStack) -> None:
    arn = stack.create("Data", declared()).physical_id
    changed = declared(Source={"SourceUri": ""})
    failed = stack.send(stack.request("Update", "Data", changed, arn, declared()))
    assert not failed.succeeded
    assert failed.physical_id == arn


def test_unexpected_error_is_told_without_its_traceback(
    stack: SimulatedStack, monkeypatch: pytest.MonkeyPatch, log_lines: list[str]
) -> None:
    monkeypatch.setattr(lifecycle, "create", fail_with(KeyError("surprise")))
    failed = stack.send(stack.request("Create", "Data", declared()))
    assert failed.reason.startswith("unexpected KeyError: 'surprise'")
    assert "Traceback" not in failed.reason
    assert "Traceback" in "\n".join(log_lines)


def test_expected_error_has_no_traceback_in_the_log(
    stack: SimulatedStack, log_lines: list[str]
) -> None:
    stack.send(stack.request("Create", "Data", declared(ArtifactName="not a name")))
    assert "Traceback" not in "\n".join(log_lines)


def test_nothing_of_one_request_gets_into_the_next(stack: SimulatedStack) -> None:
    stack.create("Data", declared())
    invalid = declared(ArtifactName="not a name")
    failed = stack.send(stack.request("Create", "Other", invalid))
    assert failed.physical_id == "nothing-created:Other"
    assert failed.data == {}


def test_event_without_an_id_gets_nothing_of_the_last_request(
    stack: SimulatedStack, responses: ResponseServer
) -> None:
    stack.create("Data", declared())
    event = stack.request("Create", "Other", declared())
    del event["LogicalResourceId"]
    stack.invoke(event, LambdaContext(60))
    (body,) = responses.received[event["RequestId"]]
    told = json.loads(body)
    assert (told["Status"], told["Data"]) == ("FAILED", {})
    assert told["PhysicalResourceId"] == f"unfinished:{event['RequestId']}"


def test_response_is_sent_again_after_an_error_of_the_server(
    stack: SimulatedStack, responses: ResponseServer
) -> None:
    responses.statuses = [500, 503]
    assert stack.create("Data", declared()).succeeded


def test_response_that_was_refused_arrives_with_the_next_delivery(
    stack: SimulatedStack, responses: ResponseServer, service: LineageService
) -> None:
    """Its invocation fails, so that Lambda delivers the request again."""
    responses.statuses = [403]
    assert stack.create("Data", declared()).succeeded
    assert [call.operation for call in service.calls].count("CreateArtifact") == 2


def test_whatever_goes_wrong_while_responding_fails_the_invocation(
    stack: SimulatedStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response, "put", fail_with(UnicodeError("surprise")))
    event = stack.request("Delete", "Data", declared(), "nothing-created:Data")
    with pytest.raises(NotDeliveredError, match="the response was lost: UnicodeError"):
        stack.invoke(event, LambdaContext(60))


def test_next_request_is_responded_to_after_one_whose_response_was_lost(
    stack: SimulatedStack, responses: ResponseServer
) -> None:
    responses.statuses = [403, 403, 403]
    lost = stack.request("Delete", "Data", declared(), "nothing-created:Data")
    assert stack.send(lost) is NO_RESPONSE
    assert stack.create("Data", declared()).succeeded


def test_no_call_can_begin_before_a_request_and_after_its_response(stack: SimulatedStack) -> None:
    assert CustomResource().seconds_left() == 0
    stack.create("Data", declared())
    assert index.handler.seconds_left() == 0


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_unknown_resource_type_fails(stack: SimulatedStack, request_type: str) -> None:
    event = stack.request(request_type, "Data", declared(), "some-id", declared() | NOTHING)
    failed = stack.send(event | {"ResourceType": "Custom::Unknown"})
    assert failed.reason.startswith("unexpected KeyError: 'Custom::Unknown'")


def test_clients_that_nobody_uses_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """crhelper would make three for its polling."""
    made: list[str] = []
    monkeypatch.setattr("boto3.client", lambda name, **_: made.append(name))
    CustomResource()
    assert made == []


def test_delete_does_not_sleep(stack: SimulatedStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """crhelper would wait two minutes for the log."""
    pauses: list[float] = []
    wait = vars(CfnResource)["_wait_for_cwlogs"]
    monkeypatch.setattr(wait, "__defaults__", (pauses.append,))
    stack.timeout_seconds = 900
    stack.create("Data", declared())
    stack.destroy()
    assert pauses == []


def test_longest_source_uri_is_in_the_response(stack: SimulatedStack) -> None:
    uri = "s3://".ljust(LARGEST_URI, "x")
    assert stack.create("Data", declared(Source={"SourceUri": uri})).data["SourceUri"] == uri
