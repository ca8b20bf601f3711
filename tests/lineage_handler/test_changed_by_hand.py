"""Somebody changed or deleted an artifact by hand, or CloudFormation renamed it without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import CHANGES, EVERYTHING, OTHER_SOURCE, declaration
from .deployments import roll_back
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.outsider import ADDED
from .simulator.world import World
from .user_view import PREFIX, arns, assert_declared, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_next_change_corrects_what_was_changed_by_hand(
    created: World, service: LineageService, sagemaker: SageMakerClient, *, merges: bool
) -> None:
    service.behaviour = Behaviour(merge_properties=merges)
    arn = created.arn("Data")
    sagemaker.update_artifact(ArtifactArn=arn, ArtifactName="by-hand", PropertiesToRemove=["owner"])
    # Without the mark the role could change nothing but it.
    keys = [key for key in tags_of(sagemaker, arn) if key != PREFIX + "managed"]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=keys)
    changed = declaration(Properties=EVERYTHING["Properties"] | {"x": "1"})
    created.stack.deploy({"Data": changed})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, changed)


def test_next_change_puts_mark_and_claim_back(created: World, sagemaker: SageMakerClient) -> None:
    """The artifact counts as adopted then: nothing says any more who made it."""
    arn = created.arn("Data")
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=list(tags_of(sagemaker, arn)))
    created.stack.deploy({"Data": declaration(ArtifactName="again")})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    created.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert not [key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX)]


def test_artifact_that_is_gone_is_recreated(created: World, sagemaker: SageMakerClient) -> None:
    arn = created.arn("Data")
    created.outsider.delete(arn, created.stacks)
    created.stack.deploy({"Data": declaration(ArtifactName="again")})
    assert_declared(sagemaker, arn, declaration(ArtifactName="again"))
    reason = created.stack.exchanges[-1].response.reason
    assert reason.startswith(f"{arn} was gone: somebody deleted it")
    assert created.violations() == []


def test_artifact_without_claims_is_as_declared_though_its_adoption_was_killed(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Then the only claim on it is that of the request, as if the request had created it."""
    arn = created.arn("Data")
    claims = [key for key in tags_of(sagemaker, arn) if ":claim:" in key]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=claims)
    service.faults.add(kill("after", operation="AddTags"))
    created.neighbour.deploy({"Data": declaration(ArtifactName="adopted", OnExisting="ADOPT")})
    assert sagemaker.describe_artifact(ArtifactArn=arn)["ArtifactName"] == "adopted"


@pytest.mark.parametrize("what", ["nothing", "changed", "deleted"])
def test_change_rolled_back_after_something_was_done_by_hand(
    created: World, sagemaker: SageMakerClient, what: str
) -> None:
    arn = created.arn("Data")
    if what == "changed":
        created.outsider.change(arn)
    if what == "deleted":
        created.outsider.delete(arn, created.stacks)
    roll_back(created.stack, {"Data": declaration(**CHANGES["properties"], Tags=[])})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert created.violations() == []


def test_another_type_of_what_was_replaced_by_hand_cannot_jam_a_rollback(
    created: World, sagemaker: SageMakerClient
) -> None:
    sagemaker.delete_artifact(ArtifactArn=created.arn("Data"))
    sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="Model")
    roll_back(created.stack, {"Data": declaration(OnExisting="ADOPT", Properties={"rows": "2"})})
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert found["ArtifactType"] == "Model"
    assert found["Properties"] == EVERYTHING["Properties"]


@pytest.mark.parametrize("is_changed", [False, True], ids=["at-once", "after-a-change"])
def test_logical_id_that_changes_without_a_request_loses_nothing(
    created: World, sagemaker: SageMakerClient, *, is_changed: bool
) -> None:
    """`cdk refactor` does so: the claim of the old logical id goes stale and is left."""
    stack, arn = created.stack, created.arn("Data")
    stack.resources = {"New": replace(stack.resources["Data"])}
    stack.template = {"New": EVERYTHING}
    if is_changed:
        stack.deploy({"New": declaration(ArtifactName="changed")})
        assert holders(sagemaker, arn) == ["Stack/Data", "Stack/New"]
    stack.destroy()
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]


def test_rollback_to_a_source_keeps_what_was_added_and_declared_of_the_other_one(
    created: World, service: LineageService
) -> None:
    created.outsider.add(created.arn("Data"))
    tags = [{"Key": key, "Value": value} for key, value in ADDED.items()]
    service.faults.add(kill("after", operation="CreateArtifact", times=3))
    with pytest.raises(ResourceFailed, match="no response"):
        created.stack.deploy(
            {"Data": declaration(Source=OTHER_SOURCE, Properties=ADDED, Tags=tags)}
        )
    assert created.violations() == []
