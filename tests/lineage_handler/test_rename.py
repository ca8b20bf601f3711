"""A construct is renamed or moved, or two exchange their sources: the artifact stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import CHANGES, EVERYTHING, OTHER_SOURCE, declaration
from .simulator.deployment import ResourceFailed
from .simulator.outsider import ADDED
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

BEFORE = {
    "A": declaration(Source={"SourceUri": "s3://bucket/one"}, ArtifactName="a"),
    "B": declaration(Source={"SourceUri": "s3://bucket/two"}, ArtifactName="b"),
}
SWAPPED = {
    "A": BEFORE["A"] | {"Source": BEFORE["B"]["Source"]},
    "B": BEFORE["B"] | {"Source": BEFORE["A"]["Source"]},
}


@pytest.fixture
def old(world: World) -> World:
    """A world whose stack declares everything as `Old`, to which a job has added something."""
    world.stack.deploy({"Old": EVERYTHING})
    world.outsider.add(world.arn("Old"))
    job = world.outsider.make({"SourceUri": "s3://job"})
    world.outsider.associate(world.arn("Old"), job, "DerivedFrom")
    return world


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_renamed_construct_keeps_its_artifact(
    old: World, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    """The new logical id's Create meets the old one's artifact; then the old one is deleted."""
    arn, before = old.arn("Old"), creation_times(sagemaker)
    renamed = declaration(**changes)
    old.stack.deploy({"New": renamed})
    assert old.arn("New") == arn
    assert holders(sagemaker, arn) == ["Stack/New"]
    assert creation_times(sagemaker) == before
    for key, value in renamed["Properties"].items():
        assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"][key] == value
    assert old.violations() == []
    old.stack.destroy()
    assert old.violations() == []


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_renamed_construct_rolled_back_keeps_what_was_changed_until_the_next_change(
    old: World, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    arn, before = old.arn("Old"), creation_times(sagemaker)
    with pytest.raises(ResourceFailed):
        old.stack.deploy({"New": declaration(**changes)}, fail_at_end=True)
    assert holders(sagemaker, arn) == ["Stack/Old"]
    assert creation_times(sagemaker) == before
    assert old.violations() == []
    old.stack.deploy({"Old": declaration(ServiceTimeout="600")})
    for key, value in EVERYTHING["Properties"].items():
        assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"][key] == value
    assert old.violations() == []


def test_renamed_construct_keeps_keys_that_it_does_not_declare_any_more(
    old: World, sagemaker: SageMakerClient
) -> None:
    """Nothing tells them from what others added: drift shows them."""
    renamed = declaration(Properties={"rows": "1000"}, Tags=[])
    old.stack.deploy({"New": renamed})
    residue = {"owner": "ml"}
    found = sagemaker.describe_artifact(ArtifactArn=old.arn("New"))
    assert found["Properties"] == renamed["Properties"] | ADDED | residue


def test_renamed_construct_of_another_type_is_refused(
    old: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="ArtifactType 'DataSet', declared is 'Model'"):
        old.stack.deploy({"New": declaration(ArtifactType="Model", Properties={})})
    assert holders(sagemaker, old.arn("Old")) == ["Stack/Old"]
    assert_declared(sagemaker, old.arn("Old"), EVERYTHING, ADDED)
    assert old.violations() == []


@pytest.mark.parametrize("duplicate", ["raise", "return"])
def test_renamed_construct_whatever_a_second_create_does(
    old: World, service: LineageService, sagemaker: SageMakerClient, duplicate: Any
) -> None:
    service.behaviour = Behaviour(duplicate_source=duplicate)
    arn = old.arn("Old")
    old.stack.deploy({"New": EVERYTHING})
    assert old.arn("New") == arn
    assert_declared(sagemaker, arn, EVERYTHING, ADDED)
    assert old.violations() == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_swapped_sources(world: World, sagemaker: SageMakerClient, *, is_rolled_back: bool) -> None:
    world.stack.deploy(BEFORE)
    times = creation_times(sagemaker)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            world.stack.deploy(SWAPPED, fail_at_end=True)
    else:
        world.stack.deploy(SWAPPED)
    assert creation_times(sagemaker) == times
    for logical_id, declared in (BEFORE if is_rolled_back else SWAPPED).items():
        assert holders(sagemaker, world.arn(logical_id)) == [f"Stack/{logical_id}"]
        assert_declared(sagemaker, world.arn(logical_id), declared)
    assert world.violations() == []
    world.stack.destroy()
    assert arns(sagemaker) == []


def test_source_handed_on_while_its_holder_moves(world: World, sagemaker: SageMakerClient) -> None:
    """One resource leaves a source for another, and a new one comes to it in the same update."""
    world.stack.deploy({"A": BEFORE["A"]})
    arn = world.arn("A")
    moved = BEFORE["A"] | {"Source": OTHER_SOURCE}
    world.stack.deploy({"A": moved, "New": BEFORE["A"]})
    assert world.arn("New") == arn
    assert holders(sagemaker, arn) == ["Stack/New"]
    assert world.violations() == []


def test_retained_old_name_keeps_its_claim(world: World, sagemaker: SageMakerClient) -> None:
    """No Delete comes for the old name: the artifact stays, and stays the old name's too."""
    world.stack.deploy({"Old": EVERYTHING})
    arn = world.arn("Old")
    world.stack.deploy({"New": EVERYTHING}, retain=["Old"])
    world.stack.deploy({"New": declaration(ArtifactName="again")})
    assert holders(sagemaker, arn) == ["Stack/New", "Stack/Old"]
    world.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert world.violations() == []
