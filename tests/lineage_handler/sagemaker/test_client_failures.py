"""What a call that fails may have done: lost responses, refusals, and what IAM denies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, Fault, LineageService
from lineage_local.service.faults import Outcome

from .conftest import GONE, MARK, TAGS, members

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def test_association_that_exists_is_refused(
    api: LineageApi, association: AssociationMembers
) -> None:
    api.add_association(association)
    with pytest.raises(ClientError, match="already exists"):
        api.add_association(association)


def test_association_whose_response_is_lost_is_refused_at_the_second_try(
    api: LineageApi, service: LineageService, association: AssociationMembers
) -> None:
    service.faults.add(Fault("reset", "AddAssociation", at="after"))
    with pytest.raises(ClientError, match="already exists"):
        api.add_association(association)
    assert api.has_lost_response
    assert api.list_associations(**association.entities) == [association]


@pytest.mark.parametrize("outcome", ["throttle", "conflict"])
def test_association_that_exists_is_refused_after_retries_too(
    api: LineageApi, service: LineageService, association: AssociationMembers, outcome: Any
) -> None:
    """A call that was surely refused did not add it."""
    api.add_association(association)
    service.faults.add(Fault(outcome, "AddAssociation"))
    with pytest.raises(ClientError, match="already exists"):
        api.add_association(association)
    assert not api.has_lost_response


def test_artifact_whose_response_is_lost_is_refused_at_the_second_try(
    api: LineageApi, service: LineageService
) -> None:
    """Its tags tell whose it is."""
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    with pytest.raises(ClientError, match="already exists"):
        api.create_artifact(members(), TAGS)


@pytest.mark.parametrize(
    ("operation", "call", "tags"),
    [
        ("DeleteArtifact", lambda api, arn: api.delete_artifact(arn), None),
        (
            "DeleteTags",
            lambda api, arn: api.delete_tags(arn, MARK),
            {"team": "ml"},
        ),
    ],
    ids=["delete", "mark taken off"],
)
def test_call_that_is_denied_since_it_has_been_done_is_done(
    api: LineageApi,
    service: LineageService,
    arn: str,
    operation: str,
    call: Callable[[LineageApi, str], None],
    tags: dict[str, str] | None,
) -> None:
    """The role decides by the artifact's tags, which are not what they were before."""
    service.faults.add(Fault("reset", operation, at="after"))
    call(api, arn)
    first, *others = [each.result for each in service.calls if each.operation == operation]
    assert (first, set(others)) == ("reset", {"AccessDeniedException"})
    assert api.list_tags(arn) == tags


def test_adoption_that_is_denied_since_it_has_been_done_is_done(
    api: LineageApi, service: LineageService, sagemaker: SageMakerClient
) -> None:
    arn = sagemaker.create_artifact(Source={"SourceUri": "s3://job"}, ArtifactType="DataSet")
    adopted = {"cdk-sagemaker-lineage:managed": "adopted"}
    service.faults.add(Fault("reset", "AddTags", at="after"))
    api.add_tags(arn["ArtifactArn"], adopted)
    assert api.list_tags(arn["ArtifactArn"]) == adopted


def test_call_that_is_denied_and_not_done_fails(
    api: LineageApi, sagemaker: SageMakerClient
) -> None:
    arn = sagemaker.create_artifact(Source={"SourceUri": "s3://job"}, ArtifactType="DataSet")
    with pytest.raises(ClientError, match="AccessDenied"):
        api.delete_artifact(arn["ArtifactArn"])


@pytest.mark.parametrize(
    ("fault", "may_have_written"),
    [
        (Fault("access_denied", "CreateArtifact", times=99), False),
        (Fault("conflict", "CreateArtifact", times=99), True),
        (Fault("reset", "CreateArtifact", times=99), True),
        (Fault("reset", "CreateArtifact", at="after"), True),
    ],
    ids=["denied", "conflict", "cut off", "response lost"],
)
def test_refusal_that_is_sure_has_written_nothing(
    api: LineageApi, service: LineageService, fault: Fault, *, may_have_written: bool
) -> None:
    service.faults.add(fault)
    with pytest.raises((ClientError, ConnectionClosedError)):
        api.create_artifact(members(), TAGS)
    assert api.may_have_written is may_have_written


def test_quota_may_have_been_reached_by_an_earlier_delivery(
    api: LineageApi, service: LineageService
) -> None:
    service.behaviour = Behaviour(quota=0)
    with pytest.raises(ClientError, match="ResourceLimitExceeded"):
        api.create_artifact(members(), TAGS)
    assert api.may_have_written


def test_write_has_written(api: LineageApi) -> None:
    api.create_artifact(members(), TAGS)
    assert api.may_have_written


def test_read_writes_nothing(api: LineageApi) -> None:
    api.list_artifacts("s3://bucket/data")
    api.list_associations(SourceArn=GONE)
    assert api.describe_artifact(GONE) is None
    assert not api.may_have_written


@pytest.mark.parametrize("outcome", ["throttle", "error", "reset"])
def test_read_that_fails_for_now_says_nothing_of_an_earlier_delivery(
    api: LineageApi, service: LineageService, outcome: Outcome
) -> None:
    service.faults.add(Fault(outcome))
    api.list_artifacts("s3://bucket/data")
    assert api.may_have_written


def test_artifact_that_was_created_or_tagged_last_is_remembered(api: LineageApi) -> None:
    one = api.create_artifact(members("v1"), TAGS)
    assert api.tagged_arn == one
    two = api.create_artifact(members("v2"), TAGS)
    assert api.tagged_arn == two
    api.add_tags(one, {"stage": "test"})
    assert api.tagged_arn == one
