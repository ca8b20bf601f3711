"""Brings name, properties and tags to the declaration, in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.apply import apply
from lineage_handler.artifact.create import Creation
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import ArtifactMembers
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.scenarios.declarations import IN_PLACE, declared
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK, claim, create

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

TAG_LIMIT = 50


@pytest.fixture
def created(api: LineageApi) -> Creation:
    return create(api)


def bring_to(
    api: LineageApi,
    arn: str,
    declaration: Mapping[str, Any],
    previous: Mapping[str, Any] | None = None,
) -> ArtifactMembers:
    present = api.describe_artifact(arn)
    assert present
    request = artifact_request("Update" if previous else "Create", declaration, old=previous)
    return apply(arn, present, api.tags_of(arn), request, api)


def test_nothing_is_written_if_nothing_differs(
    api: LineageApi, service: LineageService, created: Creation
) -> None:
    bring_to(api, created.arn, declared(), declared())
    assert writes(service) == ["CreateArtifact"]


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_name_properties_and_tags_are_as_declared(
    api: LineageApi, service: LineageService, created: Creation, *, merges: bool
) -> None:
    """Whatever UpdateArtifact does with Properties."""
    service.behaviour = Behaviour(merge_properties=merges)
    after = bring_to(api, created.arn, declared(**IN_PLACE), declared())
    found = api.describe_artifact(created.arn)
    assert found == after
    assert (after.artifact_name, after.properties) == ("changed", {"columns": "7"})
    assert api.tags_of(created.arn).keys() == {MARK, claim().key, "stage"}


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_what_others_added_stays(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    created: Creation,
    *,
    merges: bool,
) -> None:
    service.behaviour = Behaviour(merge_properties=merges)
    properties = {**created.members.properties, "by-hand": "yes"}
    sagemaker.update_artifact(ArtifactArn=created.arn, Properties=properties)
    sagemaker.add_tags(ResourceArn=created.arn, Tags=[{"Key": "by-hand", "Value": "yes"}])
    after = bring_to(api, created.arn, declared(**IN_PLACE), declared())
    assert api.describe_artifact(created.arn) == after
    assert after.properties == {"columns": "7", "by-hand": "yes"}
    assert api.tags_of(created.arn)["by-hand"] == "yes"


def test_nothing_is_written_if_an_artifact_that_is_claimed_is_as_declared(
    api: LineageApi, service: LineageService, created: Creation
) -> None:
    bring_to(api, created.arn, declared())
    assert writes(service) == ["CreateArtifact"]


@pytest.mark.parametrize(
    ("changes", "calls"),
    [
        ({"ArtifactName": "changed"}, ["UpdateArtifact"]),
        ({"Properties": {"rows": "2"}}, ["UpdateArtifact"]),
        ({"Properties": {}}, ["UpdateArtifact"]),
        ({"Tags": [{"Key": "team", "Value": "data"}]}, ["AddTags"]),
        ({"Tags": []}, ["DeleteTags"]),
        (IN_PLACE, ["DeleteTags", "AddTags", "UpdateArtifact"]),
    ],
    ids=["name", "property", "no property", "tag", "no tag", "all"],
)
def test_only_what_differs_is_written(
    api: LineageApi,
    service: LineageService,
    created: Creation,
    changes: dict[str, Any],
    calls: list[str],
) -> None:
    bring_to(api, created.arn, declared(**changes), declared())
    assert writes(service) == ["CreateArtifact", *calls]


def test_tags_are_removed_before_others_are_added(api: LineageApi) -> None:
    """All of them together would be more than an artifact can have."""

    def tagged(prefix: str) -> dict[str, Any]:
        tags = [{"Key": f"{prefix}-{n}", "Value": ""} for n in range(TAG_LIMIT - 2)]
        return declared(Tags=tags)

    arn = create(api, tagged("old")).arn
    bring_to(api, arn, tagged("new"), tagged("old"))
    assert api.tags_of(arn).keys() == {MARK, claim().key} | {
        tag["Key"] for tag in tagged("new")["Tags"]
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([{"Key": "team", "Value": "data"}], [{"Key": "team", "Value": "ml"}]),
        ([{"Key": "stage", "Value": "test"}], [{"Key": "team", "Value": "ml"}]),
    ],
    ids=["value", "key"],
)
def test_change_of_tags_is_written_whatever_the_artifact_still_shows(
    clock: Turns,
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    created: Creation,
    old: Any,
    new: Any,
) -> None:
    """In a rollback it may still show the tags of before, and has those that are rolled back."""
    clock.sleep(60)
    sagemaker.delete_tags(ResourceArn=created.arn, TagKeys=["team"])
    sagemaker.add_tags(ResourceArn=created.arn, Tags=old)
    service.behaviour = Behaviour(add_tag_lag_seconds=30.0, delete_tag_lag_seconds=30.0)
    assert api.tags_of(created.arn)["team"] == "ml"
    bring_to(api, created.arn, declared(Tags=new), declared(Tags=old))
    service.behaviour = Behaviour()
    assert api.tags_of(created.arn).keys() == {MARK, claim().key, "team"}
    assert api.tags_of(created.arn)["team"] == "ml"


def test_change_of_members_is_written_whatever_the_artifact_still_shows(
    clock: Turns,
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    created: Creation,
) -> None:
    clock.sleep(60)
    old: dict[str, Any] = {"ArtifactName": "old", "Properties": {"old": "1"}}
    sagemaker.update_artifact(ArtifactArn=created.arn, PropertiesToRemove=["rows"], **old)
    service.behaviour = Behaviour(describe_lag_seconds=30.0)
    bring_to(api, created.arn, declared(), declared(**old))
    service.behaviour = Behaviour()
    found = api.describe_artifact(created.arn)
    assert found
    assert (found.artifact_name, found.properties) == ("data", {"rows": "1000"})


def test_metadata_stays_as_created_and_the_difference_is_logged(
    api: LineageApi,
    service: LineageService,
    created: Creation,
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    changed = declared(MetadataProperties={"CommitId": "def456"})
    after = bring_to(api, created.arn, changed, declared())
    assert writes(service) == ["CreateArtifact"]
    assert after.metadata_properties == {"CommitId": "abc123"}
    (line,) = [line for line in logged() if "MetadataProperties" in line["event"]]
    assert line["actual"] == {"CommitId": "abc123"}
    assert line["declared"] == {"CommitId": "def456"}


def test_equal_metadata_is_not_logged(
    api: LineageApi, created: Creation, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    bring_to(api, created.arn, declared(**IN_PLACE), declared())
    assert not [line for line in logged() if "MetadataProperties" in line["event"]]
