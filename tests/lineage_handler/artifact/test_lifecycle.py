"""Create, Update and Delete of an artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.simulator.scenarios.declarations import (
    ADOPT,
    IN_PLACE,
    NEW_COMMIT,
    NEW_TYPE,
    NOTHING,
    OTHER_SOURCE,
    declared,
)
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.simulator.turns import Turns
from tests.lineage_handler.user_view import arns, holders, tags_of

from .conftest import MARK, update

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

OTHER = declared(Source=OTHER_SOURCE)


def test_create_responds_with_the_arn_and_all_attributes(stack: SimulatedStack) -> None:
    created = stack.create("Data", declared())
    assert created.data == {
        "ArtifactArn": created.physical_id,
        "ArtifactName": "data",
        "ArtifactType": "DataSet",
        "SourceUri": "s3://bucket/data",
        "CommitId": "abc123",
    }


def test_attribute_that_is_not_declared_is_empty(stack: SimulatedStack) -> None:
    least = {"Source": OTHER_SOURCE, "ArtifactType": "DataSet"}
    created = stack.create("Data", least)
    assert created.data["ArtifactName"] == created.data["CommitId"] == ""


def test_create_that_adopts_brings_the_artifact_to_the_declaration(
    stack: SimulatedStack, sagemaker: SageMakerClient, made_by_a_job: str
) -> None:
    assert stack.create("Data", declared(**ADOPT)).physical_id == made_by_a_job
    found = sagemaker.describe_artifact(ArtifactArn=made_by_a_job)
    assert (found["ArtifactName"], found["Properties"]) == ("data", {"rows": "1000"})
    assert tags_of(sagemaker, made_by_a_job).items() >= {"job": "training", "team": "ml"}.items()


def test_create_that_adopts_responds_with_the_commit_id_that_the_artifact_has(
    stack: SimulatedStack, made_by_a_job: str
) -> None:
    assert stack.create("Data", declared(**ADOPT)).data["CommitId"] == ""


def test_create_of_a_renamed_construct_adds_its_claim(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    assert stack.create("Renamed", declared()).physical_id == arn
    assert holders(sagemaker, arn) == ["Stack/Data", "Stack/Renamed"]


def test_create_of_a_renamed_construct_keeps_what_it_does_not_declare(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    stack.create("Renamed", declared(Properties={"columns": "7"}, Tags=[]))
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["Properties"] == {"rows": "1000", "columns": "7"}
    assert tags_of(sagemaker, arn)["team"] == "ml"


def test_create_on_a_source_that_the_resource_has_retained_needs_adoption(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    refused = stack.send(stack.request("Create", "Data", declared()))
    assert "held by Stack/Data since an earlier Create" in refused.reason
    assert stack.create("Data", declared(**ADOPT)).physical_id == arn
    assert holders(sagemaker, arn) == ["Stack/Data", "Stack/Data"]


def test_update_of_nothing_writes_nothing(
    stack: SimulatedStack, service: LineageService, arn: str
) -> None:
    before = writes(service)
    assert update(stack, arn, declared(**NOTHING)).physical_id == arn
    assert writes(service) == before


def test_update_waits_for_tags_that_show_late(
    clock: Turns,
    stack: SimulatedStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    arn: str,
) -> None:
    """IAM would refuse to mark as adopted what this library created."""
    service.behaviour = Behaviour(create_tag_lag_seconds=60.0)
    assert update(stack, arn, declared(**NOTHING)).succeeded
    service.behaviour = Behaviour()
    assert tags_of(sagemaker, arn)[MARK] == "created"


def test_update_changes_name_properties_and_tags_in_place(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    updated = update(stack, arn, declared(**IN_PLACE))
    assert updated.physical_id == arn
    assert updated.data["ArtifactName"] == "changed"
    assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"] == {"columns": "7"}


def test_update_responds_with_the_commit_id_that_the_artifact_has(
    stack: SimulatedStack, service: LineageService, arn: str
) -> None:
    before = writes(service)
    assert update(stack, arn, declared(**NEW_COMMIT)).data["CommitId"] == "abc123"
    assert writes(service) == before


def test_update_refuses_another_artifact_type(
    stack: SimulatedStack, service: LineageService, arn: str
) -> None:
    before = writes(service)
    refused = update(stack, arn, declared(**NEW_TYPE, **IN_PLACE))
    assert "has the ArtifactType 'DataSet', declared is 'Model'" in refused.reason
    assert writes(service) == before


def test_update_back_to_the_type_that_the_artifact_has_succeeds(
    stack: SimulatedStack, arn: str
) -> None:
    """It is the rollback of a type that was refused."""
    assert update(stack, arn, declared(), declared(**NEW_TYPE)).succeeded


def test_update_puts_back_what_somebody_removed_by_hand(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    keys = [key for key in tags_of(sagemaker, arn) if key != MARK]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=keys)
    update(stack, arn, declared(**NOTHING))
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert tags_of(sagemaker, arn)["team"] == "ml"


def test_update_of_an_artifact_that_is_gone_creates_it(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    sagemaker.delete_artifact(ArtifactArn=arn)
    updated = update(stack, arn, declared(**NEW_TYPE, **NEW_COMMIT))
    assert updated.physical_id == arn
    assert updated.data["CommitId"] == "def456"
    assert "somebody deleted it outside CloudFormation" in updated.reason


def test_delete_removes_the_artifact_and_its_associations(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    other = stack.create("Other", OTHER).physical_id
    sagemaker.add_association(SourceArn=other, DestinationArn=arn)
    stack.delete("Data", declared(), arn)
    assert set(arns(sagemaker)) == {other}
    assert sagemaker.list_associations()["AssociationSummaries"] == []


def test_delete_leaves_an_artifact_that_another_stack_shares(
    stack: SimulatedStack, new_stack: NewStack, sagemaker: SageMakerClient, arn: str
) -> None:
    new_stack("Other").create("Data", declared(**ADOPT))
    stack.delete("Data", declared(), arn)
    assert holders(sagemaker, arn) == ["Other/Data"]


def test_delete_leaves_an_artifact_that_was_adopted(
    stack: SimulatedStack, sagemaker: SageMakerClient, made_by_a_job: str
) -> None:
    stack.create("Data", declared(**ADOPT))
    stack.delete("Data", declared(), made_by_a_job)
    assert set(arns(sagemaker)) == {made_by_a_job}
    assert MARK not in tags_of(sagemaker, made_by_a_job)


def test_delete_of_what_is_gone_succeeds(
    stack: SimulatedStack, sagemaker: SageMakerClient, arn: str
) -> None:
    sagemaker.delete_artifact(ArtifactArn=arn)
    assert stack.send(stack.request("Delete", "Data", declared(), arn)).succeeded


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_request_that_comes_twice_ends_alike(stack: SimulatedStack, request_type: str) -> None:
    if request_type == "Create":
        event = stack.request("Create", "Data", declared())
    else:
        arn = stack.create("Data", declared()).physical_id
        event = stack.request(request_type, "Data", declared(**IN_PLACE), arn, declared())
    first = stack.send(event)
    assert first.succeeded
    assert stack.send(event) == first
