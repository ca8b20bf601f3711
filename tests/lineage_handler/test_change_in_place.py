"""An Update that changes name, properties, tags, metadata or type of an artifact."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .declarations import CHANGES, EVERYTHING, NEW_COMMIT, declaration
from .deployments import also_rolled_back, deploy
from .simulator.deployment import ResourceFailed
from .simulator.faults import ALWAYS
from .simulator.outsider import ADDED
from .simulator.world import World
from .user_view import assert_declared, creation_times

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
@also_rolled_back
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_change_in_place_keeps_what_others_added(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    changes: dict[str, Any],
    *,
    merges: bool,
    is_rolled_back: bool,
) -> None:
    """Whatever UpdateArtifact does with Properties."""
    service.behaviour = Behaviour(merge_properties=merges)
    created.outsider.add(created.arn("Data"))
    before = creation_times(sagemaker)
    changed = declaration(**changes)
    deploy(created.stack, {"Data": changed}, is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == before
    wanted = EVERYTHING if is_rolled_back else changed
    assert_declared(sagemaker, created.arn("Data"), wanted, ADDED)
    assert created.violations() == []


def test_what_is_declared_no_more_is_removed(created: World, sagemaker: SageMakerClient) -> None:
    created.outsider.add(created.arn("Data"))
    changed = declaration(Properties={"rows": "1000"}, Tags=[])
    created.stack.deploy({"Data": changed})
    assert_declared(sagemaker, created.arn("Data"), changed, ADDED)


def test_what_does_not_differ_is_not_written(created: World, service: LineageService) -> None:
    before = len(service.calls)
    created.stack.deploy({"Data": declaration(ServiceTimeout="600")})
    assert operations(service)[before:] == ["DescribeArtifact", "ListTags"]


def test_metadata_stay_as_created_and_the_log_has_both_values(
    created: World, sagemaker: SageMakerClient, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    created.stack.deploy({"Data": declaration(MetadataProperties=NEW_COMMIT)})
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert found["MetadataProperties"] == EVERYTHING["MetadataProperties"]
    (event,) = (each for each in logged() if each["event"] == "MetadataProperties stay as created")
    assert event["actual"] == EVERYTHING["MetadataProperties"]
    assert event["declared"] == NEW_COMMIT


def test_commit_id_returns_the_commit_that_the_artifact_was_created_with(created: World) -> None:
    created.stack.deploy({"Data": declaration(MetadataProperties=NEW_COMMIT)})
    assert created.stack.resources["Data"].data["CommitId"] == "abc123"


def test_new_commit_writes_nothing(created: World, service: LineageService) -> None:
    """It comes with every deployment; a job's associations have no part in it."""
    job = created.outsider.make({"SourceUri": "s3://job"})
    created.outsider.associate(created.arn("Data"), job, "ContributedTo")
    before = len(service.calls)
    created.stack.deploy({"Data": declaration(MetadataProperties=NEW_COMMIT)})
    assert operations(service)[before:] == ["DescribeArtifact", "ListTags"]
    assert created.violations() == []


def test_another_type_is_refused_and_nothing_changes(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    before = len(service.calls)
    with pytest.raises(ResourceFailed, match="ArtifactType 'DataSet', declared is 'Model'"):
        created.stack.deploy({"Data": declaration(ArtifactType="Model", Properties={})})
    called = operations(service)[before:]
    assert called == [
        "DescribeArtifact",
        "ListTags",
        "DescribeArtifact",
        "ListTags",
        "UpdateArtifact",
    ]
    assert_declared(sagemaker, created.arn("Data"), EVERYTHING)
    assert created.violations() == []


@pytest.mark.parametrize("keeps", [False, True], ids=["last-successful", "last-attempted"])
def test_another_type_stays_refused_without_a_rollback(created: World, *, keeps: bool) -> None:
    """The next deployment starts from the one that failed, and must not seem to succeed."""
    created.stack.behaviour.keeps_failed_properties = keeps
    for _ in range(2):
        with pytest.raises(ResourceFailed, match="ArtifactType 'DataSet', declared is 'Model'"):
            created.stack.deploy({"Data": declaration(ArtifactType="Model")}, rolls_back=False)
    created.stack.deploy({"Data": EVERYTHING})
    assert created.violations() == []


def test_failed_update_keeps_the_physical_id(created: World, service: LineageService) -> None:
    arn = created.arn("Data")
    service.faults.add(Fault("access_denied", "UpdateArtifact", times=ALWAYS))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        created.stack.deploy({"Data": declaration(ArtifactName="changed")})
    updates = [e for e in created.stack.exchanges if e.event["RequestType"] == "Update"]
    assert {update.response.physical_id for update in updates} == {arn}
    assert not updates[0].response.succeeded


def test_what_is_removed_at_once_goes(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """The artifact is not described yet: the Update finds it as a Create does."""
    service.behaviour = Behaviour(describe_lag_seconds=60.0)
    world.stack.deploy({"Data": EVERYTHING})
    less = declaration(Properties={"rows": "1000"}, Tags=[{"Key": "team", "Value": "ml"}])
    world.stack.deploy({"Data": less})
    service.behaviour = Behaviour()
    assert_declared(sagemaker, world.arn("Data"), less)
    assert world.violations() == []
