"""Faults and behaviour over HTTP."""

import json

import pytest
import urllib3

from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_local.service.wire import Call, Fail


def put(service: LineageService, what: str, document: object) -> tuple[int, str]:
    url = f"{service.endpoint_url}/_lineage/{what}"
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    response = urllib3.PoolManager().request("PUT", url, body=body)
    return response.status, response.data.decode()


def create(call: Call) -> None:
    call("CreateArtifact", Source={"SourceUri": "s3://bucket/key"}, ArtifactType="T")


def count(call: Call) -> int:
    return len(call("ListArtifacts")["ArtifactSummaries"])


def test_faults_are_replaced(service: LineageService, fail: Fail, call: Call) -> None:
    service.faults.add(Fault("reset"))
    faults = [
        {"outcome": "throttle", "operation": "ListActions", "times": 2, "skip": 1},
        {"outcome": "error", "at": "after", "delay_seconds": 0},
        {"outcome": None},
    ]

    assert put(service, "faults", faults) == (200, "set\n")

    assert service.faults.pending == [
        Fault("throttle", "ListActions", times=2, skip=1),
        Fault("error", at="after"),
        Fault(),
    ]
    source = {"SourceUri": "s3://bucket/key"}
    fail("InternalFailure", "CreateArtifact", Source=source, ArtifactType="T")
    assert count(call) == 1
    assert put(service, "faults", [])[0] == 200
    assert service.faults.pending == []


def test_the_behaviour_is_set(service: LineageService, call: Call) -> None:
    create(call)
    behaviour = {
        "duplicate_source": "return",
        "identity": "uri",
        "list_lag_seconds": 3,
        "quota": 1,
        "merge_properties": False,
    }

    assert put(service, "behaviour", behaviour) == (200, "set\n")

    assert service.behaviour == Behaviour(
        duplicate_source="return",
        identity="uri",
        list_lag_seconds=3,
        quota=1,
        merge_properties=False,
    )
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
        ("behaviour", {"identity": "arn"}, "which is no 'uri_and_types' or 'uri'"),
        ("behaviour", {"exists_code": "x"}, "which is no 'ValidationException' or 'Conflict"),
        ("behaviour", {"requests_per_second": "2"}, "which is no float or null"),
        ("behaviour", {"list_lag_seconds": 121}, "0 to 120.0 is allowed"),
    ],
)
def test_a_body_that_is_not_valid_changes_nothing(
    what: str, document: object, message: str, service: LineageService
) -> None:
    service.faults.add(Fault("reset", "ListTags"))

    status, error = put(service, what, document)

    assert (status, error.count("\n")) == (400, 1)
    assert message in error
    assert service.faults.pending == [Fault("reset", "ListTags")]
    assert service.behaviour == Behaviour()
