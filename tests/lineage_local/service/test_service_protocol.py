"""What goes over the wire, below what an AWS client shows."""

import json
import signal
import socket
import subprocess
import sys
from typing import Any

import pytest
import urllib3

from lineage_local.service import LineageService
from lineage_local.service.operations import OPERATIONS
from tests.lineage_local.service.wire import Call, Connect, Fail

SCOPE = "111122223333/20260101/eu-central-1/sagemaker/aws4_request"
AUTHORIZATION = f"AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=host, Signature=0"


def post(
    service: LineageService,
    operation: str,
    body: bytes = b"{}",
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, Any], dict[str, str]]:
    sent = {
        "X-Amz-Target": f"SageMaker.{operation}",
        "Authorization": AUTHORIZATION,
        **(headers or {}),
    }
    answer = urllib3.PoolManager().request("POST", service.endpoint_url, body=body, headers=sent)
    return answer.status, json.loads(answer.data), dict(answer.headers)


def test_a_response_is_aws_json(service: LineageService) -> None:
    status, body, headers = post(service, "ListArtifacts")

    assert (status, body) == (200, {"ArtifactSummaries": []})
    assert headers["Content-Type"] == "application/x-amz-json-1.1"
    assert len(headers["x-amzn-requestid"]) == 36


def test_timestamps_are_epoch_seconds(service: LineageService) -> None:
    _, body, _ = post(service, "DescribeLineageGroup", lineage_group())

    assert isinstance(body["CreationTime"], float)


def test_an_error_is_aws_json(service: LineageService) -> None:
    status, body, headers = post(service, "DescribeArtifact")

    assert (status, body["__type"]) == (400, "ValidationException")
    assert headers["Content-Type"] == "application/x-amz-json-1.1"
    assert len(headers["x-amzn-requestid"]) == 36


@pytest.mark.parametrize("target", ["SageMaker.CreateModel", "DynamoDB.ListTags", "ListTags", ""])
def test_an_unknown_operation(target: str, service: LineageService) -> None:
    status, body, _ = post(service, "", headers={"X-Amz-Target": target})

    assert (status, body["__type"]) == (400, "UnknownOperationException")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "could not parse request body into json"),
        (b"\xff", "could not parse request body into json"),
        (b"[" * 100_000, "could not parse request body into json"),
        (b"[]", "a list can not be converted to a structure"),
        (b'{"ArtifactName": 1}', "a number can not be converted to a string"),
        (b'{"ArtifactName": {}}', "a structure or map can not be converted to a string"),
        (b'{"Source": "s3://bucket"}', "a string can not be converted to a structure"),
        (b'{"Tags": {}}', "a structure or map can not be converted to a list"),
        (b'{"Tags": [null]}', "null can not be converted to a structure"),
        (b'{"Properties": []}', "a list can not be converted to a map"),
        (b'{"Properties": {"key": true}}', "a boolean can not be converted to a string"),
    ],
)
def test_a_body_that_cannot_be_read(body: bytes, message: str, service: LineageService) -> None:
    status, answer, _ = post(service, "CreateArtifact", body)

    assert status == 400
    assert answer == {"__type": "SerializationException", "message": message}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("MaxResults", "10"),
        ("MaxResults", 1.5),
        ("MaxResults", True),
        ("CreatedAfter", "2026-01-01"),
        ("CreatedAfter", 1e300),
    ],
)
def test_numbers_and_times_that_cannot_be_read(
    member: str, value: object, service: LineageService
) -> None:
    status, answer, _ = post(service, "ListArtifacts", json.dumps({member: value}).encode())

    assert (status, answer["__type"]) == (400, "SerializationException")


def test_unknown_members_nulls_and_an_empty_body_are_taken(service: LineageService) -> None:
    assert post(service, "ListArtifacts", b'{"Unknown": 1, "SourceUri": null}')[0] == 200
    assert post(service, "ListArtifacts", b"")[0] == 200


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("", "MissingAuthenticationTokenException"),
        ("Bearer token", "IncompleteSignatureException"),
        (AUTHORIZATION.replace("/aws4_request", ""), "IncompleteSignatureException"),
        (AUTHORIZATION.replace("sagemaker", "s3"), "InvalidSignatureException"),
        (AUTHORIZATION.replace("eu-central-1", "nowhere"), "InvalidSignatureException"),
    ],
)
def test_a_request_must_say_who_calls(
    authorization: str, code: str, service: LineageService
) -> None:
    status, body, _ = post(service, "ListArtifacts", headers={"Authorization": authorization})

    assert (status, body["__type"]) == (400, code)


def test_a_fault_of_the_service_is_an_internal_failure(
    fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPERATIONS, "ListTags", lambda *_: 1 / 0)
    arn = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/x"

    message = fail("InternalFailure", "ListTags", ResourceArn=arn)

    assert message == "An internal failure occurred"


def test_ready_and_reset(service: LineageService, call: Call) -> None:
    call("CreateArtifact", Source={"SourceUri": "x"}, ArtifactType="T")
    http = urllib3.PoolManager()

    assert http.request("GET", f"{service.endpoint_url}/_lineage/ready").status == 200
    assert http.request("POST", f"{service.endpoint_url}/_lineage/reset").status == 200
    assert http.request("GET", service.endpoint_url).status == 404

    assert call("ListArtifacts")["ArtifactSummaries"] == []


@pytest.mark.parametrize(
    ("account", "region", "prefix"),
    [
        ("111122223333", "eu-central-1", "arn:aws:sagemaker:eu-central-1:111122223333:"),
        ("444455556666", "cn-north-1", "arn:aws-cn:sagemaker:cn-north-1:444455556666:"),
        ("AKIAEXAMPLE", "us-gov-west-1", "arn:aws-us-gov:sagemaker:us-gov-west-1:000000000000:"),
    ],
)
def test_arns_are_of_the_callers_account_and_region(
    account: str, region: str, prefix: str, connect: Connect
) -> None:
    client = connect(account, region)

    arn = client.create_artifact(Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]

    assert arn.startswith(f"{prefix}artifact/")


def test_accounts_and_regions_do_not_see_each_other(connect: Connect) -> None:
    clients = [
        connect(account, region)
        for account in ["111122223333", "444455556666"]
        for region in ["eu-central-1", "us-east-1"]
    ]

    arns = [
        client.create_artifact(Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]
        for client in clients
    ]

    assert len(set(arns)) == 4
    assert len({arn.rpartition("/")[2] for arn in arns}) == 1
    for client, own in zip(clients, arns, strict=True):
        listed = client.list_artifacts()["ArtifactSummaries"]
        assert [artifact["ArtifactArn"] for artifact in listed] == [own]
        for other in set(arns) - {own}:
            with pytest.raises(client.exceptions.ResourceNotFound):
                client.describe_artifact(ArtifactArn=other)


def test_a_taken_port_is_an_error(service: LineageService) -> None:
    port = int(service.endpoint_url.rpartition(":")[2])

    with pytest.raises(OSError, match="in use"):
        LineageService(port)


def test_it_runs_as_a_process_and_ends_on_sigterm() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "lineage_local.service", "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    first = process.stderr.readline()
    ready = urllib3.PoolManager().request("GET", f"http://127.0.0.1:{port}/_lineage/ready")

    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=30)

    assert f"listening on http://127.0.0.1:{port}" in first
    assert ready.status == 200
    assert process.returncode == 0, rest


def lineage_group() -> bytes:
    return json.dumps({"LineageGroupName": "sagemaker-default-lineage-group"}).encode()
