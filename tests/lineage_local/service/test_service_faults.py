"""What goes wrong when the service is told so."""

import json
import threading
import time
from typing import Any

import pytest
import urllib3
from botocore.exceptions import ClientError, ConnectionClosedError

from lineage_local.service import Behaviour, Fault, LineageService, faults
from lineage_local.service.faults import Outcome
from tests.lineage_local.service.wire import ACCOUNT, Call, Fail

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
    at: Any, seen: int, service: LineageService, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds: list[float] = []
    counts: list[int] = []

    def sleep(delay: float) -> None:
        if delay:
            seconds.append(delay)
            counts.append(count(call))

    monkeypatch.setattr(faults, "time", FakeTime(sleep))
    service.faults.add(Fault(operation="CreateArtifact", at=at, delay_seconds=2.5))

    create(call)

    assert (seconds, counts) == ([2.5], [seen])
    assert count(call) == 1


class FakeTime:
    monotonic = staticmethod(time.monotonic)

    def __init__(self, sleep: Any) -> None:
        self.sleep = sleep


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


def test_faults_happen_in_their_order(service: LineageService, call: Call, fail: Fail) -> None:
    service.faults.add(
        Fault("error", "ListActions"), Fault("throttle", skip=1), Fault("unavailable")
    )

    fail("ServiceUnavailable", "ListArtifacts")
    fail("InternalFailure", "ListActions")
    fail("ThrottlingException", "ListActions")
    call("ListActions")


def test_one_fault_happens_to_one_of_many_calls_at_once(
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


def test_a_rate(
    service: LineageService, call: Call, fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    service.behaviour = Behaviour(requests_per_second=2)

    call("ListActions")
    call("ListArtifacts")
    assert fail("ThrottlingException", "ListContexts") == "Rate exceeded"
    clock += 0.25
    fail("ThrottlingException", "ListArtifacts")
    clock += 0.25
    call("ListArtifacts")
    fail("ThrottlingException", "ListArtifacts")
    clock += 60
    call("ListArtifacts")
    call("ListArtifacts")
    fail("ThrottlingException", "ListArtifacts")


def test_a_rate_below_one_a_second(
    service: LineageService, call: Call, fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    service.behaviour = Behaviour(requests_per_second=0.5)

    call("ListActions")
    clock += 1.5
    fail("ThrottlingException", "ListContexts")
    clock += 0.5
    call("ListActions")


def test_a_reset_forgets_faults_and_calls(service: LineageService, call: Call) -> None:
    service.faults.add(Fault("throttle"))
    service.reset()

    assert (service.faults.pending, service.calls) == ([], [])
    assert count(call) == 0


def test_a_call_that_outlasts_a_reset_changes_nothing(service: LineageService, call: Call) -> None:
    service.faults.add(Fault(operation="CreateArtifact", hook=service.reset))

    create(call)

    assert service.calls == []
    assert count(call) == 0


def test_what_is_known_of_a_call(service: LineageService, call: Call, fail: Fail) -> None:
    arn = create(call)
    fail("ResourceNotFound", "DescribeArtifact", ArtifactArn=arn[:-1])

    created, described = service.calls
    assert created.operation == "CreateArtifact"
    assert created.result == "success"
    assert created.request == {"Source": SOURCE, "ArtifactType": "T"}
    assert created.access_key == ACCOUNT
    assert (described.operation, described.result) == ("DescribeArtifact", "ResourceNotFound")


def test_a_call_that_cannot_be_read_is_known_too(service: LineageService) -> None:
    urllib3.PoolManager().request("POST", service.endpoint_url)

    (only,) = service.calls
    assert (only.operation, only.result, only.request, only.access_key) == (
        "",
        "UnknownOperationException",
        {},
        "",
    )


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"operation": "CreateModel"}, "operation is 'CreateModel', allowed are CreateArtifact, "),
        ({"times": 0}, "times is 0, at least 1 is allowed"),
        ({"skip": -1}, "skip is -1, at least 0 is allowed"),
        ({"delay_seconds": -0.5}, "delay_seconds is -0.5, at least 0 is allowed"),
    ],
)
def test_what_is_no_fault(members: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Fault(**members)


def put(service: LineageService, what: str, document: object) -> tuple[int, str]:
    url = f"{service.endpoint_url}/_lineage/{what}"
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    answer = urllib3.PoolManager().request("PUT", url, body=body)
    return answer.status, answer.data.decode()


def test_faults_over_http(service: LineageService, fail: Fail, call: Call) -> None:
    service.faults.add(Fault("reset"))
    told = [
        {"outcome": "throttle", "operation": "ListActions", "times": 2, "skip": 1},
        {"outcome": "error", "at": "after", "delay_seconds": 0},
        {"outcome": None},
    ]

    assert put(service, "faults", told) == (200, "told\n")

    assert service.faults.pending == [
        Fault("throttle", "ListActions", times=2, skip=1),
        Fault("error", at="after"),
        Fault(),
    ]
    fail("InternalFailure", "CreateArtifact", Source=SOURCE, ArtifactType="T")
    assert count(call) == 1
    assert put(service, "faults", [])[0] == 200
    assert service.faults.pending == []


def test_behaviour_over_http(service: LineageService, call: Call) -> None:
    create(call)
    told = {
        "duplicate_source": "return",
        "list_lag_seconds": 3,
        "quota": 1,
        "merge_properties": False,
    }

    assert put(service, "behaviour", told) == (200, "told\n")

    expected = Behaviour(
        duplicate_source="return", list_lag_seconds=3, quota=1, merge_properties=False
    )
    assert service.behaviour == expected
    create(call)
    assert put(service, "behaviour", {})[0] == 200
    assert service.behaviour == Behaviour()
    assert count(call) == 1


@pytest.mark.parametrize(
    ("what", "document", "message"),
    [
        ("faults", b"{", "Expecting property name"),
        ("faults", {}, "expected a list of faults, not {}"),
        ("faults", ["reset"], "expected an object, not 'reset'"),
        ("faults", [{"kind": "reset"}], "unknown field 'kind', allowed are outcome, operation, "),
        ("faults", [{"hook": "print"}], "unknown field 'hook'"),
        ("faults", [{"outcome": "timeout"}], "outcome is 'timeout', which is no 'throttle' or "),
        ("faults", [{"times": "3"}], "times is '3', which is no int"),
        ("faults", [{"times": True}], "times is True, which is no int"),
        ("faults", [{"times": 0}], "times is 0, at least 1 is allowed"),
        ("faults", [{"operation": "ListModels"}], "operation is 'ListModels', allowed are "),
        ("behaviour", [], "expected an object, not []"),
        ("behaviour", {"lag": 1}, "unknown field 'lag'"),
        ("behaviour", {"merge_properties": 1}, "merge_properties is 1, which is no bool"),
        ("behaviour", {"duplicate_source": "x"}, "which is no 'raise' or 'return'"),
        ("behaviour", {"requests_per_second": "2"}, "which is no float or null"),
        ("behaviour", {"list_lag_seconds": 61}, "0 to 60.0 is allowed"),
    ],
)
def test_what_cannot_be_told(
    what: str, document: object, message: str, service: LineageService
) -> None:
    service.faults.add(Fault("reset", "ListTags"))

    status, answer = put(service, what, document)

    assert (status, answer.count("\n")) == (400, 1)
    assert message in answer
    assert service.faults.pending == [Fault("reset", "ListTags")]
    assert service.behaviour == Behaviour()
