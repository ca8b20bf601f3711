"""What can be switched, quotas and concurrency."""

import dataclasses
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.exceptions import ClientError

from lineage_local.service import Behaviour, LineageService, rules, store
from tests.lineage_local.service.wire import Call, Fail


def create(call: Call, uri: str = "s3://bucket/key", **members: object) -> str:
    artifact = call("CreateArtifact", Source={"SourceUri": uri}, ArtifactType="T", **members)
    arn: str = artifact["ArtifactArn"]
    return arn


def test_defaults() -> None:
    assert dataclasses.asdict(Behaviour()) == {
        "merge_properties": True,
        "refuse_delete_with_associations": True,
        "duplicate_source": "raise",
        "list_lag_seconds": 0.0,
        "tag_lag_seconds": 0.0,
        "requests_per_second": None,
        "quota": 6000,
        "action_quota": 3000,
        "context_quota": 500,
        "association_quota": 6000,
    }


def test_update_can_overwrite_properties(service: LineageService, call: Call) -> None:
    service.reset(Behaviour(merge_properties=False))
    arn = create(call, Properties={"old": "1"})

    call("UpdateArtifact", ArtifactArn=arn, Properties={"new": "1", "newer": "1"})
    call("UpdateArtifact", ArtifactArn=arn, PropertiesToRemove=["newer"])

    assert call("DescribeArtifact", ArtifactArn=arn)["Properties"] == {"new": "1"}


def test_a_delete_can_take_the_associations_along(service: LineageService, call: Call) -> None:
    service.reset(Behaviour(refuse_delete_with_associations=False))
    first, second, third = (create(call, uri) for uri in "abc")
    call("AddAssociation", SourceArn=first, DestinationArn=second)
    call("AddAssociation", SourceArn=second, DestinationArn=third)
    call("AddAssociation", SourceArn=first, DestinationArn=third)

    call("DeleteArtifact", ArtifactArn=second)

    (left,) = call("ListAssociations")["AssociationSummaries"]
    assert (left["SourceArn"], left["DestinationArn"]) == (first, third)


def test_a_second_create_can_return_what_is_there(service: LineageService, call: Call) -> None:
    service.reset(Behaviour(duplicate_source="return"))
    arn = create(call, ArtifactName="first", Tags=[{"Key": "a", "Value": "1"}])

    again = create(call, ArtifactName="second", Tags=[{"Key": "b", "Value": "2"}])

    assert again == arn
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "first"
    assert call("ListTags", ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]


def test_lists_can_lag_behind_the_writes(
    service: LineageService, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.reset(Behaviour(list_lag_seconds=5))
    clock = datetime(2026, 1, 1, tzinfo=timezone.utc)
    monkeypatch.setattr(store, "now", lambda: clock)

    def names() -> list[str]:
        return [item["ArtifactName"] for item in call("ListArtifacts")["ArtifactSummaries"]]

    def edges() -> int:
        return len(call("ListAssociations")["AssociationSummaries"])

    arn = create(call, ArtifactName="old")
    call("AddAssociation", SourceArn=arn, DestinationArn=arn)
    assert (names(), edges()) == ([], 0)
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "old"

    clock += timedelta(seconds=4)
    call("UpdateArtifact", ArtifactArn=arn, ArtifactName="new")
    assert (names(), edges()) == ([], 0)

    clock += timedelta(seconds=1)
    assert (names(), edges()) == (["old"], 1)
    call("DeleteAssociation", SourceArn=arn, DestinationArn=arn)
    call("DeleteArtifact", ArtifactArn=arn)
    assert (names(), edges()) == (["old"], 1)

    clock += timedelta(seconds=4)
    assert (names(), edges()) == (["new"], 1)

    clock += timedelta(seconds=1)
    assert (names(), edges()) == ([], 0)


def test_the_quota_of_artifacts(service: LineageService, call: Call, fail: Fail) -> None:
    service.reset(Behaviour(quota=2))
    first = create(call, "a")
    create(call, "b")
    source = {"SourceUri": "c"}

    message = fail("ResourceLimitExceeded", "CreateArtifact", Source=source, ArtifactType="T")

    assert "is 2 Artifacts, with current utilization of 2 Artifacts" in message
    call("DeleteArtifact", ArtifactArn=first)
    create(call, "c")


def test_tags_can_lag_behind_the_writes(
    service: LineageService, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.reset(Behaviour(tag_lag_seconds=5))
    clock = datetime(2026, 1, 1, tzinfo=timezone.utc)
    monkeypatch.setattr(store, "now", lambda: clock)

    def keys(arn: str) -> list[str]:
        return [tag["Key"] for tag in call("ListTags", ResourceArn=arn)["Tags"]]

    arn = create(call, Tags=[{"Key": "old", "Value": ""}])
    assert keys(arn) == []
    assert len(call("ListArtifacts")["ArtifactSummaries"]) == 1

    clock += timedelta(seconds=5)
    call("AddTags", ResourceArn=arn, Tags=[{"Key": "new", "Value": ""}])
    assert keys(arn) == ["old"]

    clock += timedelta(seconds=5)
    assert keys(arn) == ["old", "new"]


def test_a_behaviour_can_change_without_a_reset(service: LineageService, call: Call) -> None:
    arn = create(call, Properties={"a": "1"})
    service.behaviour = Behaviour(merge_properties=False, list_lag_seconds=60)

    call("UpdateArtifact", ArtifactArn=arn, Properties={"b": "1"})

    assert service.behaviour.list_lag_seconds == 60
    assert call("DescribeArtifact", ArtifactArn=arn)["Properties"] == {"b": "1"}
    assert call("ListArtifacts")["ArtifactSummaries"] == []


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("list_lag_seconds", 61, "0 to 60.0"),
        ("tag_lag_seconds", -1, "0 to 60.0"),
        ("requests_per_second", 0, "more than 0"),
    ],
)
def test_what_is_no_behaviour(field: str, value: Any, allowed: str) -> None:
    with pytest.raises(ValueError, match=f"{field} is {value}, {allowed} is allowed"):
        Behaviour(**{field: value})


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_the_quota_of_actions_and_contexts(
    kind: str, service: LineageService, call: Call, fail: Fail
) -> None:
    service.reset(Behaviour(action_quota=1, context_quota=1))
    create(call)
    members = {"Source": {"SourceUri": "u"}, f"{kind}Type": "T"}
    call(f"Create{kind}", **{f"{kind}Name": "a"}, **members)

    fail("ResourceLimitExceeded", f"Create{kind}", **{f"{kind}Name": "b"}, **members)


def test_the_quota_of_associations(service: LineageService, call: Call, fail: Fail) -> None:
    service.reset(Behaviour(association_quota=1))
    first, second = create(call, "a"), create(call, "b")
    call("AddAssociation", SourceArn=first, DestinationArn=second)

    fail("ResourceLimitExceeded", "AddAssociation", SourceArn=second, DestinationArn=first)


@pytest.fixture
def slow_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widen the gap between reading and writing, so that a missing lock is seen each time."""

    def merged_tags(current: Mapping[str, str], tags: list[Mapping[str, str]]) -> dict[str, str]:
        time.sleep(0.005)
        return unhurried(current, tags)

    unhurried = rules.merged_tags
    monkeypatch.setattr(rules, "merged_tags", merged_tags)


@pytest.mark.usefixtures("slow_writes")
def test_of_twenty_creates_at_once_one_succeeds(call: Call) -> None:
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
