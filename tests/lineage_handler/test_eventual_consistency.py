"""Lists, tags and descriptions that show a minute late what was written."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .declarations import (
    ADOPTING,
    CHANGES,
    ENTITIES,
    EVERYTHING,
    GRAPH,
    OTHER_SOURCE,
    association,
    declaration,
)
from .deployments import also_rolled_back, deploy, roll_back
from .late import LAG, content_lags, lags
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import arns, associations, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

JOINED = {("data", "model"): "ContributedTo"}


@pytest.fixture
def late(world: World, service: LineageService, behaviour: Behaviour) -> World:
    """A world in which the service shows late what was written."""
    service.behaviour = behaviour
    return world


def settle(world: World, service: LineageService) -> None:
    """Let the service show everything."""
    world.turns.sleep(LAG)
    service.behaviour = Behaviour()


@lags
def test_create_and_destroy_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    late.stack.deploy({"Data": EVERYTHING})
    late.stack.destroy()
    settle(late, service)
    assert arns(sagemaker) == []


@content_lags
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_rename_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    late.stack.deploy({"Old": EVERYTHING})
    late.stack.deploy({"New": declaration(**changes)})
    settle(late, service)
    assert holders(sagemaker, late.arn("New")) == ["Stack/New"]
    assert late.violations() == []


@content_lags
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_change_rolled_back_at_once(
    late: World, service: LineageService, changes: dict[str, Any]
) -> None:
    late.stack.deploy({"Data": EVERYTHING})
    roll_back(late.stack, {"Data": declaration(**changes)})
    settle(late, service)
    assert late.violations() == []


@lags
def test_two_stacks_that_share_and_leave_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    late.neighbour.deploy({"Data": EVERYTHING})
    late.stack.deploy({"Data": ADOPTING})
    late.neighbour.destroy()
    late.stack.destroy()
    settle(late, service)
    assert arns(sagemaker) == []


@lags
def test_create_whose_response_is_lost(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    late.stack.deploy({"Data": EVERYTHING})
    settle(late, service)
    assert arns(sagemaker) == [late.arn("Data")]
    assert late.violations() == []


@lags
@pytest.mark.parametrize("is_renamed", [False, True], ids=["retyped", "renamed"])
def test_association_changed_and_rolled_back_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient, *, is_renamed: bool
) -> None:
    late.stack.deploy(GRAPH)
    edge = association(Ref("Data"), Ref("Model"))
    changed = {"New": edge} if is_renamed else {"Edge": edge | {"AssociationType": "DerivedFrom"}}
    roll_back(late.stack, ENTITIES | changed)
    settle(late, service)
    assert associations(sagemaker) == JOINED
    assert late.violations() == []


@lags
@also_rolled_back
def test_association_of_a_renamed_artifact_added_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    late.stack.deploy(ENTITIES)
    edge = association(Ref("Data"), Ref("New"))
    template = {"Data": ENTITIES["Data"], "New": ENTITIES["Model"], "Edge": edge}
    deploy(late.stack, template, is_rolled_back=is_rolled_back)
    settle(late, service)
    assert associations(sagemaker) == ({} if is_rolled_back else JOINED)
    assert late.violations() == []


@lags
def test_association_of_a_renamed_artifact_removed_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    late.stack.deploy(GRAPH)
    late.stack.deploy({"Data": ENTITIES["Data"], "New": ENTITIES["Model"]})
    settle(late, service)
    assert associations(sagemaker) == {}
    assert late.violations() == []


@lags
def test_association_of_a_job_is_adopted_at_once_and_never_deleted(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Lists may not show it yet: then AddAssociation says that it exists."""
    late.stack.deploy(ENTITIES)
    late.outsider.associate(late.arn("Data"), late.arn("Model"), "ContributedTo")
    late.stack.deploy(ENTITIES | {"Edge": GRAPH["Edge"] | {"OnExisting": "ADOPT"}})
    late.stack.deploy(ENTITIES)
    settle(late, service)
    assert associations(sagemaker) == JOINED
    assert late.violations() == []


@lags
@also_rolled_back
def test_another_source_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient, *, is_rolled_back: bool
) -> None:
    late.stack.deploy({"Data": EVERYTHING})
    changed = {"Data": declaration(Source=OTHER_SOURCE)}
    deploy(late.stack, changed, is_rolled_back=is_rolled_back)
    settle(late, service)
    assert arns(sagemaker) == [late.arn("Data")]
    assert late.violations() == []


@lags
def test_another_source_and_back_at_once(
    late: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    for source in (EVERYTHING["Source"], OTHER_SOURCE, EVERYTHING["Source"]):
        late.stack.deploy({"Data": declaration(Source=source)})
    settle(late, service)
    assert arns(sagemaker) == [late.arn("Data")]
    assert late.violations() == []


@content_lags
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_artifact_taken_over_while_another_source_is_refused_at_once(
    late: World, service: LineageService, changes: dict[str, Any]
) -> None:
    """The rollback brings back what it does not see that the other resource has changed."""
    late.stack.deploy({"Data": EVERYTHING})
    taken = declaration(Source=OTHER_SOURCE, ArtifactName="not a name")
    with pytest.raises(ResourceFailed):
        late.stack.deploy({"New": declaration(**changes), "Data": taken})
    settle(late, service)
    assert late.violations() == []


@lags
@pytest.mark.parametrize("template", [{"Data": EVERYTHING}, GRAPH], ids=["artifact", "graph"])
def test_destroyed_and_deployed_again_at_once(
    late: World, service: LineageService, template: dict[str, Any]
) -> None:
    late.stack.deploy(template)
    late.stack.destroy()
    late.neighbour.deploy(template)
    settle(late, service)
    assert late.violations() == []
    late.neighbour.destroy()
    assert late.violations() == []


@content_lags
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_changed_and_changed_back_at_once(
    late: World, service: LineageService, changes: dict[str, Any]
) -> None:
    late.stack.deploy({"Data": EVERYTHING})
    late.stack.deploy({"Data": declaration(**changes)})
    late.stack.deploy({"Data": EVERYTHING})
    settle(late, service)
    assert late.violations() == []


@lags
@pytest.mark.parametrize("operation", ["CreateArtifact", "ListTags", "AddTags", "UpdateArtifact"])
def test_function_that_dies_while_it_adopts_leaves_nothing(
    late: World, service: LineageService, operation: str
) -> None:
    """The next delivery, or the Delete of a rollback, does not see yet what it has written."""
    late.outsider.make(EVERYTHING["Source"])
    late.turns.sleep(LAG)
    service.faults.add(kill("after", operation=operation, times=3))
    with contextlib.suppress(ResourceFailed):
        late.stack.deploy({"Data": ADOPTING})
    service.faults.clear()
    settle(late, service)
    assert late.violations() == []
