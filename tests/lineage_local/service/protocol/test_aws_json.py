import json

import pytest

from lineage_local.service import LineageService
from tests.lineage_local.service.post import post


def test_a_response_is_aws_json(service: LineageService) -> None:
    status, body, headers = post(service, "ListArtifacts")

    assert (status, body) == (200, {"ArtifactSummaries": []})
    assert headers["Content-Type"] == "application/x-amz-json-1.1"
    assert len(headers["x-amzn-requestid"]) == 36


def test_timestamps_are_epoch_seconds(service: LineageService) -> None:
    request = {"LineageGroupName": "sagemaker-default-lineage-group"}

    _, body, _ = post(service, "DescribeLineageGroup", json.dumps(request).encode())

    assert isinstance(body["CreationTime"], float)


def test_an_error_is_aws_json(service: LineageService) -> None:
    status, body, headers = post(service, "DescribeArtifact")

    assert (status, body["__type"]) == (400, "ValidationException")
    assert headers["Content-Type"] == "application/x-amz-json-1.1"
    assert len(headers["x-amzn-requestid"]) == 36


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
def test_a_body_that_cannot_be_parsed(body: bytes, message: str, service: LineageService) -> None:
    status, error, _ = post(service, "CreateArtifact", body)

    assert status == 400
    assert error == {"__type": "SerializationException", "message": message}


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
def test_numbers_and_times_that_cannot_be_parsed(
    member: str, value: object, service: LineageService
) -> None:
    status, error, _ = post(service, "ListArtifacts", json.dumps({member: value}).encode())

    assert (status, error["__type"]) == (400, "SerializationException")


def test_unknown_members_nulls_and_an_empty_body_are_accepted(service: LineageService) -> None:
    assert post(service, "ListArtifacts", b'{"Unknown": 1, "SourceUri": null}').status == 200
    assert post(service, "ListArtifacts", b"").status == 200
