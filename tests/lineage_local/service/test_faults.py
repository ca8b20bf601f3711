import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from lineage_local.service import Behaviour, Fault, LineageService
from lineage_local.service.faults import Outcome
from tests.lineage_local.service.clock import ServiceClock
from tests.lineage_local.service.wire import Call, Fail

SOURCE = {"SourceUri": "s3://bucket/key"}

ERRORS: list[tuple[Outcome, str, int]] = [
    ("throttle", "ThrottlingException", 400),
    ("error", "InternalFailure", 500),
    ("unavailable", "ServiceUnavailable", 503),
    ("access_denied", "AccessDeniedException", 400),
]


def create(call: Call, uri: str = "s3://bucket/key", **members: object) -> str:
    artifact = call("CreateArtifact", Source={"SourceUri": uri}, ArtifactType="T", **members)
    arn: str = artifact["ArtifactArn"]
    return arn


def count(call: Call) -> int:
    return len(call("ListArtifacts")["ArtifactSummaries"])


def results(service: LineageService) -> list[tuple[str, str]]:
    return [(each.operation, each.result) for each in service.calls]


@pytest.mark.parametrize(("outcome", "code", "status"), ERRORS)
def test_an_error_before_the_request_is_processed(
    outcome: Outcome, code: str, status: int, service: LineageService, call: Call
) -> None:
    service.faults.add(Fault(outcome, "CreateArtifact"))

    with pytest.raises(ClientError) as caught:
        create(call)

    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert count(call) == 0
    create(call)
    assert results(service) == [
        ("CreateArtifact", code),
        ("ListArtifacts", "success"),
        ("CreateArtifact", "success"),
    ]


@pytest.mark.parametrize(("outcome", "code"), [error[:2] for error in ERRORS])
def test_an_error_after_the_effect(
    outcome: Outcome, code: str, service: LineageService, call: Call, fail: Fail
) -> None:
    service.faults.add(Fault(outcome, "CreateArtifact", at="after"))

    fail(code, "CreateArtifact", Source=SOURCE, ArtifactType="T")

    assert count(call) == 1


@pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])
def test_a_conflict(kind: str, service: LineageService, fail: Fail) -> None:
    service.faults.add(Fault("conflict", f"Update{kind}"))
    arn = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/x"
    name = {"ArtifactArn": arn} if kind == "Artifact" else {f"{kind}Name": "x"}

    fail("ConflictException", f"Update{kind}", **name)
    fail("ResourceNotFound", f"Update{kind}", **name)


@pytest.mark.parametrize(("at", "left"), [("before", 0), ("after", 1)])
def test_a_connection_that_is_reset(
    at: Any, left: int, service: LineageService, call: Call
) -> None:
    service.faults.add(Fault("reset", "CreateArtifact", at=at))

    with pytest.raises(ConnectionClosedError) as caught:
        create(call)

    assert "ConnectionResetError" in repr(caught.value.kwargs["error"])
    assert results(service) == [("CreateArtifact", "reset")]
    assert count(call) == left


def test_an_error_can_be_lost_too(service: LineageService, call: Call) -> None:
    service.faults.add(Fault("reset", at="after"))

    with pytest.raises(ConnectionClosedError):
        call("DescribeArtifact", ArtifactArn="arn:aws:sagemaker:eu-central-1:1:artifact/x")

    assert service.faults.pending == []


def test_a_reset_connection_leaves_nothing_on_stderr(
    service: LineageService, call: Call, capfd: pytest.CaptureFixture[str]
) -> None:
    service.faults.add(Fault("reset", times=3))

    for _ in range(3):
        with pytest.raises(ConnectionClosedError):
            count(call)

    assert count(call) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("at", "seen"), [("before", 0), ("after", 1)])
def test_a_delay_before_or_after_the_effect(
    at: Any,
    seen: int,
    service: LineageService,
    call: Call,
    clock: ServiceClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    delays: list[float] = []
    counts: list[int] = []

    def sleep(seconds: float) -> None:
        delays.append(seconds)
        counts.append(count(call))

    monkeypatch.setattr(clock, "sleep", sleep)
    service.faults.add(Fault(operation="CreateArtifact", at=at, delay_seconds=2.5))

    create(call)

    assert (delays, counts) == ([2.5], [seen])
    assert count(call) == 1


@pytest.mark.parametrize(("at", "seen"), [("before", 0), ("after", 1)])
def test_a_hook_can_use_the_service(
    at: Any, seen: int, service: LineageService, call: Call
) -> None:
    counts: list[int] = []
    hook = Fault("reset", "CreateArtifact", at=at, hook=lambda: counts.append(count(call)))
    service.faults.add(hook)

    with pytest.raises(ConnectionClosedError):
        create(call)

    assert counts == [seen]


def test_times_and_skip(service: LineageService, call: Call, fail: Fail) -> None:
    service.faults.add(Fault("throttle", "ListArtifacts", skip=2, times=2))
    count(call)
    call("ListActions")
    count(call)
    assert service.faults.pending == [Fault("throttle", "ListArtifacts", times=2)]

    fail("ThrottlingException", "ListArtifacts")
    call("ListActions")
    fail("ThrottlingException", "ListArtifacts")

    assert service.faults.pending == []
    assert count(call) == 0


def test_faults_are_injected_in_order(service: LineageService, call: Call, fail: Fail) -> None:
    service.faults.add(
        Fault("error", "ListActions"), Fault("throttle", skip=1), Fault("unavailable")
    )

    fail("ServiceUnavailable", "ListArtifacts")
    fail("InternalFailure", "ListActions")
    fail("ThrottlingException", "ListActions")
    call("ListActions")


def test_one_fault_is_injected_into_one_of_many_concurrent_calls(
    service: LineageService, call: Call
) -> None:
    arrived = threading.Barrier(8)
    service.faults.add(Fault(times=8, hook=arrived.wait), Fault("throttle"))

    threads = [threading.Thread(target=count, args=[call]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(service.faults.pending) == 1
    assert results(service) == [("ListArtifacts", "success")] * 8


def test_a_rate(service: LineageService, call: Call, fail: Fail, clock: ServiceClock) -> None:
    service.behaviour = Behaviour(requests_per_second=2)

    call("ListActions")
    call("ListArtifacts")
    assert fail("ThrottlingException", "ListContexts") == "Rate exceeded"
    clock.sleep(0.25)
    fail("ThrottlingException", "ListArtifacts")
    clock.sleep(0.25)
    call("ListArtifacts")
    fail("ThrottlingException", "ListArtifacts")
    clock.sleep(60)
    call("ListArtifacts")
    call("ListArtifacts")
    fail("ThrottlingException", "ListArtifacts")


def test_a_rate_below_one_a_second(
    service: LineageService, call: Call, fail: Fail, clock: ServiceClock
) -> None:
    service.behaviour = Behaviour(requests_per_second=0.5)

    call("ListActions")
    clock.sleep(1.5)
    fail("ThrottlingException", "ListContexts")
    clock.sleep(0.5)
    call("ListActions")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"operation": "CreateModel"}, "operation is 'CreateModel', allowed are CreateArtifact, "),
        ({"times": 0}, "times is 0, at least 1 is allowed"),
        ({"skip": -1}, "skip is -1, at least 0 is allowed"),
        ({"delay_seconds": -0.5}, "delay_seconds is -0.5, at least 0 is allowed"),
    ],
)
def test_a_fault_that_is_not_allowed(members: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Fault(**members)
