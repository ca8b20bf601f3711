"""An Update to another source: another artifact is created, and the old one is deleted at the end.

The sources are another key, and another version of the same key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Fault, LineageService

from .calls import operations
from .declarations import EVERYTHING, NEW_VERSION, OTHER_SOURCE, declaration
from .deployments import also_rolled_back, deploy, roll_back
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

sources = pytest.mark.parametrize(
    "source", [OTHER_SOURCE, NEW_VERSION], ids=["another-key", "a-version"]
)


@sources
@also_rolled_back
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
def test_another_source_is_a_replacement(
    created: World,
    sagemaker: SageMakerClient,
    source: dict[str, Any],
    *,
    is_rolled_back: bool,
    backwards: bool,
) -> None:
    created.stack.behaviour.cleans_up_backwards = backwards
    old, before = created.arn("Data"), creation_times(sagemaker)
    changed = declaration(Source=source)
    deploy(created.stack, {"Data": changed}, is_rolled_back=is_rolled_back)
    arn = created.arn("Data")
    assert (arn == old) == is_rolled_back
    assert arns(sagemaker) == [arn]
    assert (creation_times(sagemaker) == before) == is_rolled_back
    assert_declared(sagemaker, arn, EVERYTHING if is_rolled_back else changed)
    assert created.violations() == []


@sources
def test_source_change_that_is_refused_keeps_the_artifact(
    created: World, sagemaker: SageMakerClient, source: dict[str, Any]
) -> None:
    arn = created.arn("Data")
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        created.stack.deploy({"Data": declaration(Source=source, ArtifactName="not a name")})
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)


@sources
@pytest.mark.parametrize("takes_id", [False, True], ids=["keeps-id", "takes-id"])
def test_source_change_that_fails_after_the_new_artifact_was_created(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    source: dict[str, Any],
    *,
    takes_id: bool,
) -> None:
    """Whatever CloudFormation does with the physical id of a failed Update's response."""
    created.stack.behaviour.takes_failed_id = takes_id
    arn = created.arn("Data")
    service.faults.add(Fault("access_denied", "ListTags", times=8))
    with pytest.raises(ResourceFailed, match="AccessDenied"):
        created.stack.deploy({"Data": declaration(Source=source)})
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert created.violations() == []


@sources
def test_source_change_that_is_killed_after_the_new_artifact_was_created(
    created: World, service: LineageService, sagemaker: SageMakerClient, source: dict[str, Any]
) -> None:
    """The rollback's Update releases the new artifact; the live one survives."""
    arn, before = created.arn("Data"), creation_times(sagemaker)
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed, match="no response"):
        created.stack.deploy({"Data": declaration(Source=source)})
    assert "DeleteArtifact" in operations(service)
    assert arns(sagemaker) == [arn]
    assert creation_times(sagemaker) == before
    assert_declared(sagemaker, arn, EVERYTHING)
    assert created.violations() == []


@sources
def test_rollback_to_an_artifact_that_was_deleted_by_hand_is_delivered_again(
    created: World, service: LineageService, sagemaker: SageMakerClient, source: dict[str, Any]
) -> None:
    """The one that its first delivery has created again is younger than the new source's."""
    created.outsider.delete(created.arn("Data"), created.stacks)
    assert created.violations() == []
    service.faults.add(kill("after", operation="CreateArtifact", times=4))
    with pytest.raises(ResourceFailed, match="no response"):
        created.stack.deploy({"Data": declaration(Source=source)})
    assert arns(sagemaker) == [created.arn("Data")]
    assert created.violations() == []


@pytest.mark.parametrize("calls", range(1, 7))
@pytest.mark.parametrize("is_taken", [False, True], ids=["new", "of-a-job"])
def test_rollback_of_a_source_change_waits_for_a_function_that_still_runs(
    created: World, sagemaker: SageMakerClient, calls: int, *, is_taken: bool
) -> None:
    """CloudFormation has given the Update up, which is held up after some calls."""
    stack, arn = created.stack, created.arn("Data")
    if is_taken:
        created.outsider.make(OTHER_SOURCE)
    moved = declaration(Source=OTHER_SOURCE, OnExisting="ADOPT")
    update = stack.request("Update", "Data", moved, arn, EVERYTHING)
    rollback = stack.request("Update", "Data", EVERYTHING, arn, moved)
    created.turns.run([lambda: stack.send(update), lambda: stack.send(rollback)], [calls, 99])
    assert len(arns(sagemaker)) == 1 + is_taken
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert created.violations() == []


@sources
@pytest.mark.parametrize("keeps", [False, True], ids=["from-what-succeeded", "from-what-failed"])
def test_failed_source_change_that_is_not_rolled_back_goes_on_with_the_next(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    source: dict[str, Any],
    *,
    keeps: bool,
) -> None:
    """Express mode: the stack stays as it failed."""
    created.stack.behaviour.keeps_failed_properties = keeps
    moved = {"Data": declaration(Source=source)}
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed):
        created.stack.deploy(moved, rolls_back=False)
    assert len(arns(sagemaker)) == 2
    assert created.violations() == []
    created.stack.deploy(moved)
    assert_declared(sagemaker, created.arn("Data"), moved["Data"])
    assert arns(sagemaker) == [created.arn("Data")]
    assert created.violations() == []


@sources
@pytest.mark.parametrize("call", range(8))
def test_source_change_that_was_killed_anywhere_is_finished_by_the_next_delivery(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    source: dict[str, Any],
    call: int,
) -> None:
    service.faults.add(kill("after", skip=call))
    created.stack.deploy({"Data": declaration(Source=source)})
    assert service.faults.pending == []
    assert arns(sagemaker) == [created.arn("Data")]
    assert_declared(sagemaker, created.arn("Data"), declaration(Source=source))
    assert created.violations() == []


def test_type_that_was_declared_of_another_source_fails_no_rollback(
    created: World, sagemaker: SageMakerClient
) -> None:
    """The artifact has that type because somebody has replaced it by hand."""
    arn = created.arn("Data")
    sagemaker.delete_artifact(ArtifactArn=arn)
    sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="Model")
    created.stack.deploy({"Data": declaration(OnExisting="ADOPT")})
    elsewhere = declaration(Source=OTHER_SOURCE, ArtifactType="Model")
    roll_back(created.stack, {"Data": elsewhere})
    assert created.arn("Data") == arn
    assert arns(sagemaker) == [arn]
