"""A Delete with the ARN of an artifact: the claim goes, and what nobody claims any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .declarations import ADOPTING, EVERYTHING, OTHER_SOURCE, declaration
from .simulator.deployment import GaveUp, ResourceFailed
from .simulator.faults import ALWAYS
from .simulator.resources import PhysicalResource
from .simulator.world import World
from .user_view import PREFIX, arns, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def test_claim_is_seen_off_before_the_artifact_is_deleted(
    created: World, service: LineageService
) -> None:
    before = len(service.calls)
    created.stack.destroy()
    called = operations(service)[before:]
    assert called[:3] == ["ListTags", "DeleteTags", "ListTags"]
    assert called[-1] == "DeleteArtifact"


def test_what_is_deleted_is_in_the_log_first(
    created: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    arn, job = created.arn("Data"), created.outsider.make({"SourceUri": "s3://job"})
    created.outsider.associate(job, arn, "Produced")
    created.stack.destroy()
    (event,) = (each for each in logged() if each["event"] == "deleting")
    assert event["members"]["Properties"] == EVERYTHING["Properties"]
    assert event["tags"]["team"] == "ml"
    association = {"SourceArn": job, "DestinationArn": arn, "AssociationType": "Produced"}
    assert event["associations"] == [association]


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "does-not"])
def test_associations_go_with_the_artifact(
    created: World, service: LineageService, sagemaker: SageMakerClient, *, refuses: bool
) -> None:
    """More than a page of them, whether SageMaker refuses to delete an artifact that has some."""
    service.behaviour = Behaviour(refuse_delete_with_associations=refuses)
    arn = created.arn("Data")
    for number in range(120):
        component = arn.replace("artifact/", "experiment-trial-component/") + str(number)
        sagemaker.add_association(SourceArn=arn, DestinationArn=component)
    created.stack.destroy()
    assert arns(sagemaker) == []
    assert operations(service).count("DeleteAssociation") == 120
    assert sagemaker.list_associations()["AssociationSummaries"] == []


def test_delete_of_what_is_gone_succeeds(created: World) -> None:
    created.outsider.delete(created.arn("Data"), created.stacks)
    created.stack.destroy()
    assert created.violations() == []


def test_delete_that_is_throttled_for_minutes_succeeds(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("throttle", "DeleteTags", times=80))
    created.stack.destroy()
    assert created.turns.monotonic() > 300
    assert arns(sagemaker) == []


def test_delete_whose_rights_are_gone_is_repeated_by_the_user(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    arn = created.arn("Data")
    service.faults.add(Fault("access_denied", "DeleteArtifact", times=ALWAYS))
    with pytest.raises(GaveUp, match="AccessDenied"):
        created.stack.destroy()
    assert tags_of(sagemaker, arn)[PREFIX + "managed"] == "created"
    service.faults.clear()
    created.stack.destroy()
    assert arns(sagemaker) == []


@pytest.fixture
def left(created: World, service: LineageService) -> World:
    """A world whose stack has changed the source, and could not delete the old artifact."""
    old = PhysicalResource("Data", EVERYTHING, created.arn("Data"))
    service.faults.add(Fault("access_denied", "DeleteTags", times=ALWAYS))
    created.stack.deploy({"Data": declaration(Source=OTHER_SOURCE)})
    service.faults.clear()
    assert created.stack.forgotten == [old]
    return created


def test_claim_that_a_clean_up_left_protects_the_artifact(
    left: World, sagemaker: SageMakerClient
) -> None:
    """CloudFormation forgets what it could not delete; others who hold it come and go."""
    arn = left.stack.forgotten[0].physical_id
    left.neighbour.deploy({"Mine": declaration(OnExisting="ADOPT")})
    left.neighbour.destroy()
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert left.violations() == []


def test_resource_that_comes_back_to_what_a_clean_up_left_has_it_again(
    left: World, sagemaker: SageMakerClient
) -> None:
    arn = left.stack.forgotten[0].physical_id
    left.stack.deploy({"Data": EVERYTHING})
    assert left.arn("Data") == arn
    assert arns(sagemaker) == [arn]
    left.stack.destroy()
    assert arns(sagemaker) == []
    assert left.violations() == []


def test_another_stack_that_wants_what_a_clean_up_left_is_told_who_holds_it(
    left: World, sagemaker: SageMakerClient
) -> None:
    arn = left.stack.forgotten[0].physical_id
    with pytest.raises(ResourceFailed, match="held by Stack/Data"):
        left.neighbour.deploy({"Mine": EVERYTHING})
    claim = next(key for key in tags_of(sagemaker, arn) if key.startswith(PREFIX + "claim:"))
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=[claim])
    left.neighbour.deploy({"Mine": declaration(OnExisting="ADOPT")})
    left.neighbour.destroy()
    assert arns(sagemaker) == [left.arn("Data")]


def test_artifact_that_is_adopted_while_its_deletion_is_refused_stays(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """A job has just added an association, which lists do not show yet."""
    arn, job = created.arn("Data"), created.outsider.make({"SourceUri": "s3://job"})
    created.turns.sleep(120.0)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    sagemaker.add_association(SourceArn=job, DestinationArn=arn)

    def adopt() -> None:
        created.turns.sleep(10.0)
        created.neighbour.deploy({"Data": ADOPTING})

    created.turns.run([created.stack.destroy, adopt], [99])
    assert holders(sagemaker, arn) == ["Neighbour/Data"]
