import dataclasses
from typing import Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.clock import ServiceClock
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
        "duplicate_association": "raise",
        "exists_code": "ValidationException",
        "identity": "uri_and_types",
        "unique_names": False,
        "list_lag_seconds": 0.0,
        "describe_lag_seconds": 0.0,
        "create_tag_lag_seconds": 0.0,
        "add_tag_lag_seconds": 0.0,
        "delete_tag_lag_seconds": 0.0,
        "iam_tag_lag_seconds": 0.0,
        "tag_cleanup_lag_seconds": 0.0,
        "empty_members": True,
        "duplicate_vertices": False,
        "whole_seconds": False,
        "error_texts": "own",
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


def test_a_second_create_can_return_the_artifact_that_exists(
    service: LineageService, call: Call
) -> None:
    service.reset(Behaviour(duplicate_source="return"))
    arn = create(call, ArtifactName="first", Tags=[{"Key": "a", "Value": "1"}])

    again = create(call, ArtifactName="second", Tags=[{"Key": "b", "Value": "2"}])

    assert again == arn
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "first"
    assert call("ListTags", ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]


def test_lists_can_lag_behind_the_writes(
    service: LineageService, call: Call, clock: ServiceClock
) -> None:
    service.reset(Behaviour(list_lag_seconds=5))

    def names() -> list[str]:
        return [item["ArtifactName"] for item in call("ListArtifacts")["ArtifactSummaries"]]

    def associations() -> int:
        return len(call("ListAssociations")["AssociationSummaries"])

    arn = create(call, ArtifactName="old")
    call("AddAssociation", SourceArn=arn, DestinationArn=arn)
    assert (names(), associations()) == ([], 0)
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "old"

    clock.sleep(4)
    call("UpdateArtifact", ArtifactArn=arn, ArtifactName="new")
    assert (names(), associations()) == ([], 0)

    clock.sleep(1)
    assert (names(), associations()) == (["old"], 1)
    call("DeleteAssociation", SourceArn=arn, DestinationArn=arn)
    call("DeleteArtifact", ArtifactArn=arn)
    assert (names(), associations()) == (["old"], 1)

    clock.sleep(4)
    assert (names(), associations()) == (["new"], 1)

    clock.sleep(1)
    assert (names(), associations()) == ([], 0)


def test_the_quota_of_artifacts(service: LineageService, call: Call, fail: Fail) -> None:
    service.reset(Behaviour(quota=2))
    first = create(call, "a")
    create(call, "b")
    source = {"SourceUri": "c"}

    message = fail("ResourceLimitExceeded", "CreateArtifact", Source=source, ArtifactType="T")

    assert "is 2 Artifacts, with current utilization of 2 Artifacts" in message
    call("DeleteArtifact", ArtifactArn=first)
    create(call, "c")


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
        ("list_lag_seconds", 121, "0 to 120.0"),
        ("iam_tag_lag_seconds", -1, "0 to 120.0"),
        ("requests_per_second", 0, "more than 0"),
    ],
)
def test_a_behaviour_that_is_not_allowed(field: str, value: Any, allowed: str) -> None:
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
