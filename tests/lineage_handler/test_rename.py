"""A construct is renamed or moved, or two exchange their sources: the artifact stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .declarations import CHANGES, EVERYTHING, OTHER_SOURCE, declaration
from .deployments import also_rolled_back, deploy, roll_back
from .simulator.deployment import ResourceFailed
from .simulator.outsider import ADDED
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders, user_tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

each_change = pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())

BEFORE = {
    "A": declaration(Source={"SourceUri": "s3://bucket/one"}, ArtifactName="a"),
    "B": declaration(Source={"SourceUri": "s3://bucket/two"}, ArtifactName="b"),
}


def swapped(before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return a template in which two artifacts have exchanged their sources."""
    return {
        "A": before["A"] | {"Source": before["B"]["Source"]},
        "B": before["B"] | {"Source": before["A"]["Source"]},
    }


@pytest.fixture
def old(world: World) -> World:
    """A world whose stack declares everything as `Old`, to which a job has added something."""
    world.stack.deploy({"Old": EVERYTHING})
    world.outsider.add(world.arn("Old"))
    job = world.outsider.make({"SourceUri": "s3://job"})
    world.outsider.associate(world.arn("Old"), job, "DerivedFrom")
    return world


@each_change
def test_renamed_construct_keeps_its_artifact(
    old: World, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    """The new logical id's Create adds its claim; then the Delete of the old one takes its off."""
    arn, before = old.arn("Old"), creation_times(sagemaker)
    renamed = declaration(**changes)
    old.stack.deploy({"New": renamed})
    assert old.arn("New") == arn
    assert holders(sagemaker, arn) == ["Stack/New"]
    assert creation_times(sagemaker) == before
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == renamed["ArtifactName"]
    assert found["Properties"].items() >= renamed["Properties"].items()
    assert found["MetadataProperties"] == EVERYTHING["MetadataProperties"]
    assert old.violations() == []
    old.stack.destroy()
    assert old.violations() == []


@each_change
def test_renamed_construct_rolled_back_has_its_artifact_again(
    old: World, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    arn, before = old.arn("Old"), creation_times(sagemaker)
    roll_back(old.stack, {"New": declaration(**changes)})
    assert holders(sagemaker, arn) == ["Stack/Old"]
    assert creation_times(sagemaker) == before
    assert old.violations() == []


def test_what_a_rename_that_was_rolled_back_had_changed_stays_until_the_next_change(
    old: World, sagemaker: SageMakerClient
) -> None:
    """Then what is declared is as declared; a key that only the rename had added stays."""
    arn = old.arn("Old")
    changed = {"rows": "2", "owner": "ml", "new": "yes"}
    roll_back(old.stack, {"New": declaration(ArtifactName="new-name", Properties=changed)})
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == "new-name"
    assert found["Properties"] == changed | ADDED
    old.stack.deploy({"Old": declaration(ServiceTimeout="600")})
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == EVERYTHING["ArtifactName"]
    assert found["Properties"] == EVERYTHING["Properties"] | ADDED | {"new": "yes"}


def test_what_a_rename_changes_is_in_the_log_as_it_was(
    old: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    changed = {"rows": "2", "owner": "ml"}
    roll_back(old.stack, {"New": declaration(ArtifactName="new-name", Properties=changed)})
    (event,) = (each for each in logged() if each["event"] == "changing")
    assert event["before"] == {
        "artifact_name": EVERYTHING["ArtifactName"],
        "properties": EVERYTHING["Properties"] | ADDED,
        "tags": {"team": "ml", "stage": "test"} | ADDED,
    }


def test_renamed_construct_keeps_keys_that_it_does_not_declare_any_more(
    old: World, sagemaker: SageMakerClient
) -> None:
    """Nothing tells them from what others added: drift shows them."""
    old.stack.deploy({"New": declaration(Properties={"rows": "1000"}, Tags=[])})
    arn = old.arn("New")
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["Properties"] == EVERYTHING["Properties"] | ADDED
    assert user_tags_of(sagemaker, arn) == {"team": "ml", "stage": "test"} | ADDED


def test_renamed_construct_of_another_type_is_refused_before_it_claims(
    old: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="ArtifactType 'DataSet', declared is 'Model'"):
        old.stack.deploy({"New": declaration(ArtifactType="Model", Properties={})})
    writes = [call for call in service.calls if call.operation == "AddTags"]
    assert [call.access_key for call in writes] == ["000000000000"], "only the outsider's"
    assert_declared(sagemaker, old.arn("Old"), EVERYTHING, ADDED)
    assert old.violations() == []


def test_claim_of_the_new_name_is_seen_before_the_content_changes(
    old: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Though tags show late: else two that change hands at once could both believe to be last."""
    arn, seen = old.arn("Old"), list[list[str]]()
    service.behaviour = Behaviour(add_tag_lag_seconds=8.0)
    fault = Fault(operation="UpdateArtifact", hook=lambda: seen.append(holders(sagemaker, arn)))
    service.faults.add(fault)
    old.stack.deploy({"New": declaration(ArtifactName="new-name")})
    assert seen == [["Stack/New", "Stack/Old"]]


@also_rolled_back
def test_exchanged_sources_keep_their_artifacts(
    world: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    world.stack.deploy(BEFORE)
    times = creation_times(sagemaker)
    deploy(world.stack, swapped(BEFORE), is_rolled_back=is_rolled_back)
    assert creation_times(sagemaker) == times
    for logical_id, declared in (BEFORE if is_rolled_back else swapped(BEFORE)).items():
        assert holders(sagemaker, world.arn(logical_id)) == [f"Stack/{logical_id}"]
        assert_declared(sagemaker, world.arn(logical_id), declared)
    assert world.violations() == []
    world.stack.destroy()
    assert arns(sagemaker) == []


def test_exchanged_sources_keep_keys_that_only_the_other_one_declared(
    world: World, sagemaker: SageMakerClient
) -> None:
    before = {name: each | {"Properties": {name: "1"}} for name, each in BEFORE.items()}
    world.stack.deploy(before)
    world.stack.deploy(swapped(before))
    for name in before:
        found = sagemaker.describe_artifact(ArtifactArn=world.arn(name))
        assert found["Properties"] == {"A": "1", "B": "1"}
    assert world.violations() == []


def test_exchanged_sources_of_two_types_are_refused(
    world: World, sagemaker: SageMakerClient
) -> None:
    before = BEFORE | {"B": BEFORE["B"] | {"ArtifactType": "Model"}}
    world.stack.deploy(before)
    with pytest.raises(ResourceFailed, match="SageMaker cannot change it"):
        world.stack.deploy(swapped(before))
    for name, declared in before.items():
        assert_declared(sagemaker, world.arn(name), declared)
    assert world.violations() == []


@also_rolled_back
def test_source_handed_on_while_its_holder_moves(
    world: World, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    """One resource leaves a source for another, and a new one comes to it in the same update."""
    world.stack.deploy({"A": BEFORE["A"]})
    arn = world.arn("A")
    template = {"A": BEFORE["A"] | {"Source": OTHER_SOURCE}, "New": BEFORE["A"]}
    deploy(world.stack, template, is_rolled_back=is_rolled_back)
    holder = "A" if is_rolled_back else "New"
    assert world.arn(holder) == arn
    assert holders(sagemaker, arn) == [f"Stack/{holder}"]
    assert world.violations() == []


def test_rename_without_a_change_writes_two_tags(old: World, service: LineageService) -> None:
    """One claim comes, one goes, and the refused create counts as a call."""
    before = len(service.calls)
    old.stack.deploy({"New": EVERYTHING})
    writes = [each for each in operations(service)[before:] if "List" not in each]
    assert writes == ["CreateArtifact", "DescribeArtifact", "AddTags", "DeleteTags"]
