"""The function's entry: which lifecycle serves a request, and the id of a Create that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .conftest import NewStack
from .simulator.faults import kill
from .simulator.responses import SimulatedResponse
from .simulator.scenarios.declarations import ADOPT, OTHER_SOURCE, SOURCE, declared, joined
from .simulator.stack import SimulatedStack

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

NOTHING_CREATED = "nothing-created:Data"
ENTITY = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/"
UNREADABLE: dict[str, Any] = {"Uri": "s3://bucket/data"}


def create(stack: SimulatedStack, **changes: Any) -> SimulatedResponse:
    """Send a Create that fails."""
    response = stack.send(stack.request("Create", "Data", declared(**changes)))
    assert not response.succeeded
    return response


def unfinished(stack: SimulatedStack, arn: str = "") -> str:
    """Return the id that names the request that was sent last, and an artifact."""
    return ":".join(filter(None, ("unfinished", stack.events[-1]["RequestId"], arn)))


def test_resource_type_decides_which_lifecycle_serves_a_request(
    stack: SimulatedStack, sagemaker: SageMakerClient
) -> None:
    one = stack.create("Data", declared()).physical_id
    two = stack.create("Other", declared(Source=OTHER_SOURCE)).physical_id
    record = stack.create("Edge", joined(one, two)).physical_id
    types = {
        artifact["ArtifactArn"]: artifact["ArtifactType"]
        for artifact in sagemaker.list_artifacts()["ArtifactSummaries"]
    }
    assert types == {one: "DataSet", two: "DataSet", record: "AssociationRecord"}


def test_create_that_violates_a_constraint_has_created_nothing(stack: SimulatedStack) -> None:
    assert create(stack, ArtifactName="not a name").physical_id == NOTHING_CREATED


def test_create_whose_properties_cannot_be_read_has_created_nothing(
    stack: SimulatedStack,
) -> None:
    refused = stack.send(stack.request("Create", "Data", UNREADABLE))
    assert refused.physical_id == NOTHING_CREATED


def test_create_that_is_denied_has_created_nothing(
    stack: SimulatedStack, service: LineageService
) -> None:
    service.faults.add(Fault("access_denied", "CreateArtifact", times=99))
    assert create(stack).physical_id == NOTHING_CREATED


def test_create_on_a_source_of_others_has_created_nothing(
    stack: SimulatedStack, new_stack: NewStack
) -> None:
    new_stack("Other").create("Data", declared())
    assert create(stack).physical_id == NOTHING_CREATED


def test_create_of_another_type_than_is_there_has_created_nothing(
    stack: SimulatedStack, sagemaker: SageMakerClient
) -> None:
    sagemaker.create_artifact(Source={"SourceUri": SOURCE["SourceUri"]}, ArtifactType="DataSet")
    assert create(stack, ArtifactType="Model", **ADOPT).physical_id == NOTHING_CREATED


def test_create_over_the_quota_may_have_created_something(
    stack: SimulatedStack, service: LineageService
) -> None:
    """An earlier delivery of the same request may have used the last of it."""
    service.behaviour = Behaviour(quota=0)
    assert create(stack).physical_id == unfinished(stack)


def test_create_that_was_cut_off_may_have_created_something(
    stack: SimulatedStack, service: LineageService
) -> None:
    service.faults.add(Fault("reset", "CreateArtifact", times=99))
    assert create(stack).physical_id == unfinished(stack)


def test_create_that_fails_after_it_has_created_names_the_artifact(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    service.faults.add(Fault("access_denied", "ListTags", times=99))
    failed = create(stack)
    (made,) = sagemaker.list_artifacts()["ArtifactSummaries"]
    assert failed.physical_id == unfinished(stack, made["ArtifactArn"])


def test_create_whose_tags_do_not_show_names_the_artifact(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """It is refused as that of others, but may be its own."""
    service.behaviour = Behaviour(create_tag_lag_seconds=60.0)
    failed = create(stack)
    (made,) = sagemaker.list_artifacts()["ArtifactSummaries"]
    assert failed.physical_id == unfinished(stack, made["ArtifactArn"])


def test_create_that_fails_after_its_claim_names_the_artifact(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    made = sagemaker.create_artifact(
        Source={"SourceUri": SOURCE["SourceUri"]}, ArtifactType="DataSet"
    )
    service.faults.add(Fault("access_denied", "UpdateArtifact", times=99))
    failed = create(stack, **ADOPT)
    assert failed.physical_id == unfinished(stack, made["ArtifactArn"])


def test_update_that_fails_keeps_its_physical_id(stack: SimulatedStack) -> None:
    arn = stack.create("Data", declared()).physical_id
    changed = declared(ArtifactName="not a name")
    failed = stack.send(stack.request("Update", "Data", changed, arn, declared()))
    assert (failed.succeeded, failed.physical_id) == (False, arn)


def test_delete_after_a_create_that_created_nothing_asks_nobody(
    stack: SimulatedStack, service: LineageService
) -> None:
    """The Create may have failed since SageMaker cannot be reached, and so would the Delete."""
    stack.create("Other", declared())
    before = operations(service)
    assert stack.send(stack.request("Delete", "Data", declared(), NOTHING_CREATED)).succeeded
    assert operations(service) == before


@pytest.mark.parametrize("properties", [UNREADABLE, joined("one", None)], ids=["artifact", "edge"])
def test_delete_of_what_no_create_could_read_succeeds(
    stack: SimulatedStack, service: LineageService, properties: dict[str, Any]
) -> None:
    properties = {key: value for key, value in properties.items() if value}
    deleted = stack.send(stack.request("Delete", "Data", properties, "made-up"))
    assert deleted.succeeded
    assert operations(service) == []


def test_create_whose_first_read_is_throttled_may_have_created_something(
    stack: SimulatedStack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """An earlier delivery may have got further: here it has created the record, and died."""
    one = stack.create("Data", declared()).physical_id
    two = stack.create("Other", declared(Source=OTHER_SOURCE)).physical_id
    service.faults.add(
        kill("after", operation="CreateArtifact"),
        Fault("throttle", "ListAssociations", skip=1, times=999),
    )
    stack.timeout_seconds = 30.0
    failed = stack.send(stack.request("Create", "Edge", joined(one, two)))
    assert failed.physical_id == unfinished(stack)
    service.faults.clear()
    stack.timeout_seconds = 120.0
    stack.delete("Edge", joined(one, two), failed.physical_id)
    assert sagemaker.list_artifacts(ArtifactType="AssociationRecord")["ArtifactSummaries"] == []
