import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
from botocore.exceptions import ClientError

from lineage_local.service import Fault, LineageService, rules
from lineage_local.service.operations import OPERATIONS
from tests.lineage_local.service.post import post
from tests.lineage_local.service.wire import ACCOUNT, Call, Fail

SOURCE = {"SourceUri": "s3://bucket/key"}


def create(call: Call, **members: object) -> str:
    arn: str = call("CreateArtifact", Source=SOURCE, ArtifactType="T", **members)["ArtifactArn"]
    return arn


def test_ready_and_reset(service: LineageService, call: Call) -> None:
    create(call)
    http = urllib3.PoolManager()

    assert http.request("GET", f"{service.endpoint_url}/_lineage/ready").status == 200
    assert http.request("POST", f"{service.endpoint_url}/_lineage/reset").status == 200
    assert http.request("GET", service.endpoint_url).status == 404

    assert call("ListArtifacts")["ArtifactSummaries"] == []


def test_a_reset_removes_faults_and_calls(service: LineageService, call: Call) -> None:
    service.faults.add(Fault("throttle"))
    service.reset()

    assert (service.faults.pending, service.calls) == ([], [])
    assert call("ListArtifacts")["ArtifactSummaries"] == []


def test_a_call_that_outlasts_a_reset_changes_nothing(service: LineageService, call: Call) -> None:
    service.faults.add(Fault(operation="CreateArtifact", hook=service.reset))

    create(call)

    assert service.calls == []
    assert call("ListArtifacts")["ArtifactSummaries"] == []


@pytest.mark.parametrize("target", ["SageMaker.CreateModel", "DynamoDB.ListTags", "ListTags", ""])
def test_an_unknown_operation(target: str, service: LineageService) -> None:
    status, body, _ = post(service, "", headers={"X-Amz-Target": target})

    assert (status, body["__type"]) == (400, "UnknownOperationException")


def test_a_bug_of_the_service_is_an_internal_failure(
    fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPERATIONS, "ListTags", lambda *_: 1 / 0)
    arn = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/x"

    message = fail("InternalFailure", "ListTags", ResourceArn=arn)

    assert message == "An internal failure occurred"


def test_calls_are_recorded(service: LineageService, call: Call, fail: Fail) -> None:
    arn = create(call)
    fail("ResourceNotFound", "DescribeArtifact", ArtifactArn=arn[:-1])

    created, described = service.calls
    assert created.operation == "CreateArtifact"
    assert created.result == "success"
    assert created.request == {"Source": SOURCE, "ArtifactType": "T"}
    assert created.access_key == ACCOUNT
    assert (described.operation, described.result) == ("DescribeArtifact", "ResourceNotFound")


def test_a_call_that_cannot_be_parsed_is_recorded_too(service: LineageService) -> None:
    urllib3.PoolManager().request("POST", service.endpoint_url)

    (only,) = service.calls
    assert (only.operation, only.result, only.request, only.access_key) == (
        "",
        "UnknownOperationException",
        {},
        "",
    )


@pytest.fixture
def slow_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widen the gap between reading and writing, so that a missing lock is seen each time."""

    def merged_tags(current: Mapping[str, str], tags: list[Mapping[str, str]]) -> dict[str, str]:
        time.sleep(0.005)
        return unhurried(current, tags)

    unhurried = rules.merged_tags
    monkeypatch.setattr(rules, "merged_tags", merged_tags)


@pytest.mark.usefixtures("slow_writes")
def test_of_twenty_concurrent_creates_one_succeeds(call: Call) -> None:
    def attempt(number: int) -> str:
        try:
            create(call, ArtifactName=f"n{number}")
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return "success"

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(attempt, range(20)))

    assert Counter(results) == {"success": 1, "ValidationException": 19}
    (artifact,) = call("ListArtifacts")["ArtifactSummaries"]
    assert artifact["ArtifactName"] == f"n{results.index('success')}"


@pytest.mark.usefixtures("slow_writes")
def test_concurrent_writers_lose_nothing(call: Call) -> None:
    arn = create(call)

    def add(number: int) -> None:
        call("AddTags", ResourceArn=arn, Tags=[{"Key": str(number), "Value": ""}])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(50)))

    assert len(call("ListTags", ResourceArn=arn)["Tags"]) == 50
