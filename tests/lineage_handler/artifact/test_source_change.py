"""An Update of an artifact to another source, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, OTHER_SOURCE, declared
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.user_view import arns, holders

from .conftest import update

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

OTHER = declared(Source=OTHER_SOURCE)


def test_update_to_another_source_creates_and_keeps_the_old_artifact(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    """CloudFormation deletes it when the whole deployment has succeeded."""
    updated = update(stack, arn, OTHER)
    assert updated.physical_id != arn
    assert set(arns(sagemaker)) == {arn, updated.physical_id}
    assert holders(sagemaker, arn) == holders(sagemaker, updated.physical_id) == ["Stack/Data"]


def test_update_back_to_a_source_writes_all_that_is_declared(
    stack: SimulatedStack, service: LineageService, arn: str
) -> None:
    """What the artifact shows may be older than the last write."""
    other = update(stack, arn, OTHER).physical_id
    before = len(writes(service))
    assert update(stack, other, declared(), OTHER).physical_id == arn
    assert writes(service)[before:] == ["CreateArtifact", "AddTags", "UpdateArtifact"]


def test_update_to_the_source_of_another_stack_is_refused(
    stack: SimulatedStack, new_stack: NewStack, arn: str
) -> None:
    new_stack("Other").create("Data", OTHER)
    refused = update(stack, arn, OTHER)
    assert not refused.succeeded
    assert refused.physical_id == arn
    assert "held by Other/Data" in refused.reason


def test_update_back_releases_the_artifact_of_the_update_that_failed(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    """The Update to another source had created it, and did not get to respond."""
    made = update(stack, arn, OTHER).physical_id
    assert update(stack, arn, declared(), OTHER).physical_id == arn
    assert set(arns(sagemaker)) == {arn}
    assert made != arn


def test_update_to_another_source_keeps_what_others_have_added_there(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    """Also what the resource has declared of the source that it leaves."""
    sagemaker.create_artifact(
        Source={"SourceUri": OTHER_SOURCE["SourceUri"]},
        ArtifactType="DataSet",
        Properties={"rows": "5"},
    )
    new = declared(Source=OTHER_SOURCE, Properties={}, **ADOPT)
    found = sagemaker.describe_artifact(ArtifactArn=update(stack, arn, new).physical_id)
    assert found["Properties"] == {"rows": "5"}


def test_update_after_a_skipped_rollback_creates_what_is_gone(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    """CloudFormation takes the resource for what it was, but for the physical id."""
    other = update(stack, arn, OTHER).physical_id
    sagemaker.delete_artifact(ArtifactArn=arn)
    assert update(stack, other, declared(), declared()).physical_id == arn
    assert set(arns(sagemaker)) == {arn, other}


@pytest.mark.parametrize("new", [declared(ArtifactName="changed"), OTHER], ids=["name", "source"])
def test_artifact_that_is_shown_late_is_not_called_recreated(
    stack: SimulatedStack, service: LineageService, arn: str, new: dict[str, Any]
) -> None:
    service.behaviour = Behaviour(describe_lag_seconds=0.15)
    updated = update(stack, arn, new)
    assert (updated.succeeded, updated.reason) == (True, "")


def test_artifact_on_another_source_is_not_called_the_one_that_is_gone(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    sagemaker.delete_artifact(ArtifactArn=arn)
    updated = update(stack, arn, OTHER)
    assert (updated.succeeded, updated.reason) == (True, "")
