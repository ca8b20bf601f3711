"""What Describe, List and QueryLineage show, in every reading."""

from typing import Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.clock import ServiceClock
from tests.lineage_local.service.wire import Call, Fail

KINDS = pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])


def create(call: Call, kind: str, **members: object) -> str:
    least: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/key"}, f"{kind}Type": "T"}
    if kind != "Artifact":
        least[f"{kind}Name"] = "name"
    arn: str = call(f"Create{kind}", **least, **members)[f"{kind}Arn"]
    return arn


def identify(kind: str, arn: str) -> dict[str, str]:
    return {"ArtifactArn": arn} if kind == "Artifact" else {f"{kind}Name": "name"}


@KINDS
def test_describe_can_be_late(
    kind: str, service: LineageService, call: Call, fail: Fail, clock: ServiceClock
) -> None:
    service.reset(Behaviour(describe_lag_seconds=5))
    it = identify(kind, create(call, kind, Properties={"a": "1"}))

    def properties() -> dict[str, str]:
        found: dict[str, str] = call(f"Describe{kind}", **it)["Properties"]
        return found

    fail("ResourceNotFound", f"Describe{kind}", **it)
    call(f"Update{kind}", **it, Properties={"b": "1"})
    clock.sleep(5)
    call(f"Update{kind}", **it, Properties={"c": "1"})
    assert properties() == {"a": "1", "b": "1"}
    clock.sleep(5)
    assert properties() == {"a": "1", "b": "1", "c": "1"}

    call(f"Delete{kind}", **it)
    clock.sleep(4)
    assert properties() == {"a": "1", "b": "1", "c": "1"}
    fail("ResourceNotFound", f"Update{kind}", **it)
    clock.sleep(1)
    fail("ResourceNotFound", f"Describe{kind}", **it)


def test_a_deleted_artifact_is_described_until_its_successor_shows(
    service: LineageService, call: Call, clock: ServiceClock
) -> None:
    service.reset(Behaviour(describe_lag_seconds=5))
    arn = create(call, "Artifact", ArtifactName="old")
    clock.sleep(5)
    call("DeleteArtifact", ArtifactArn=arn)
    create(call, "Artifact", ArtifactName="new")
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "old"
    clock.sleep(5)
    assert call("DescribeArtifact", ArtifactArn=arn)["ArtifactName"] == "new"


@KINDS
def test_members_can_be_empty_or_absent(kind: str, service: LineageService, call: Call) -> None:
    it = identify(kind, create(call, kind))
    given = {"Properties", "MetadataProperties"}
    if kind == "Context":
        given.remove("MetadataProperties")

    described = call(f"Describe{kind}", **it)
    assert {name for name, value in described.items() if value == {}} == given
    (listed,) = call(f"List{kind}s")[f"{kind}Summaries"]
    for shown in (described, listed):
        assert shown["Source"].get("SourceTypes") == ([] if kind == "Artifact" else None)

    service.behaviour = Behaviour(empty_members=False)
    described = call(f"Describe{kind}", **it)
    (listed,) = call(f"List{kind}s")[f"{kind}Summaries"]
    assert given.isdisjoint(described)
    assert described["Source"] == listed["Source"] == {"SourceUri": "s3://bucket/key"}


def test_members_that_became_empty_are_absent_too(service: LineageService, call: Call) -> None:
    arn = create(call, "Artifact", Properties={"a": "1"})
    call("UpdateArtifact", ArtifactArn=arn, PropertiesToRemove=["a"])
    assert call("DescribeArtifact", ArtifactArn=arn)["Properties"] == {}
    service.behaviour = Behaviour(empty_members=False)
    assert "Properties" not in call("DescribeArtifact", ArtifactArn=arn)


def test_a_query_can_show_everything_twice(service: LineageService, call: Call) -> None:
    first, second = create(call, "Artifact"), create(call, "Action")
    call("AddAssociation", SourceArn=first, DestinationArn=second)
    query = {"StartArns": [first], "IncludeEdges": True}
    once = call("QueryLineage", **query)
    assert (len(once["Vertices"]), len(once["Edges"])) == (2, 1)

    service.behaviour = Behaviour(duplicate_vertices=True)
    twice = call("QueryLineage", **query)

    assert twice["Vertices"] == once["Vertices"] * 2
    assert twice["Edges"] == once["Edges"] * 2


@pytest.mark.parametrize("whole_seconds", [True, False])
def test_times_can_be_whole_seconds(
    service: LineageService, call: Call, clock: ServiceClock, *, whole_seconds: bool
) -> None:
    clock.sleep(0.25)
    service.reset(Behaviour(whole_seconds=whole_seconds))
    arn = create(call, "Artifact")
    call("UpdateArtifact", ArtifactArn=arn, ArtifactName="a")
    call("AddAssociation", SourceArn=arn, DestinationArn=arn)
    shown = [
        call("DescribeArtifact", ArtifactArn=arn),
        *call("ListArtifacts")["ArtifactSummaries"],
        *call("ListAssociations")["AssociationSummaries"],
        *call("ListLineageGroups")["LineageGroupSummaries"],
    ]
    times = [each[name] for each in shown for name in each if name.endswith("Time")]
    assert len(times) == 7
    assert {time.microsecond for time in times} == {0 if whole_seconds else 250_000}
