"""Deletes an artifact together with its associations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_handler.artifact.delete import delete_with_associations
from lineage_handler.artifact.release import Orphan
from lineage_handler.sagemaker.client import LineageApi
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import operations
from tests.lineage_handler.simulator.scenarios.declarations import OTHER_SOURCE, declared
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK, claim, create

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

TAGS = {MARK: "created"}
# Enough that a page of a hundred does not hold them.
MANY = 101

refusing = pytest.mark.parametrize("refuses", [True, False], ids=["refused", "deleted with it"])


@pytest.fixture
def orphan(api: LineageApi) -> Orphan:
    arn = create(api).arn
    api.delete_tags(arn, [claim().key])
    return Orphan(arn, TAGS)


@pytest.fixture
def other(api: LineageApi) -> str:
    return create(api, declared(Source=OTHER_SOURCE)).arn


def test_artifact_is_deleted(api: LineageApi, orphan: Orphan) -> None:
    delete_with_associations(orphan, api)
    assert api.describe_artifact(orphan.arn) is None


def test_nothing_is_done_without_an_orphan(api: LineageApi, service: LineageService) -> None:
    delete_with_associations(None, api)
    assert operations(service) == []


def test_artifact_that_is_gone_is_not_deleted(api: LineageApi, orphan: Orphan) -> None:
    api.delete_artifact(orphan.arn)
    delete_with_associations(orphan, api)
    assert api.describe_artifact(orphan.arn) is None


@refusing
def test_associations_go_with_it_in_both_directions(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    orphan: Orphan,
    other: str,
    *,
    refuses: bool,
) -> None:
    """Whatever SageMaker does with an artifact that has some."""
    service.behaviour = Behaviour(refuse_delete_with_associations=refuses)
    sagemaker.add_association(SourceArn=orphan.arn, DestinationArn=other)
    sagemaker.add_association(SourceArn=other, DestinationArn=orphan.arn)
    delete_with_associations(orphan, api)
    assert sagemaker.list_associations()["AssociationSummaries"] == []
    assert api.describe_artifact(other)


def test_more_than_a_page_of_associations_goes_with_it(
    api: LineageApi, sagemaker: SageMakerClient, orphan: Orphan
) -> None:
    for number in range(MANY):
        made = sagemaker.create_artifact(
            Source={"SourceUri": f"s3://bucket/{number}"}, ArtifactType="DataSet"
        )
        sagemaker.add_association(SourceArn=orphan.arn, DestinationArn=made["ArtifactArn"])
    delete_with_associations(orphan, api)
    assert sagemaker.list_associations()["AssociationSummaries"] == []


def test_association_that_lists_show_late_is_waited_for(
    clock: Turns,
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    orphan: Orphan,
    other: str,
) -> None:
    sagemaker.add_association(SourceArn=orphan.arn, DestinationArn=other)
    service.behaviour = Behaviour(list_lag_seconds=60.0)
    delete_with_associations(orphan, api)
    service.behaviour = Behaviour()
    assert sagemaker.list_associations()["AssociationSummaries"] == []
    assert api.describe_artifact(orphan.arn) is None


def test_association_that_lists_do_not_show_at_all_is_a_failure(
    clock: Turns,
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    orphan: Orphan,
    other: str,
) -> None:
    sagemaker.add_association(SourceArn=orphan.arn, DestinationArn=other)
    service.behaviour = Behaviour(list_lag_seconds=120.0)
    with pytest.raises(ClientError, match="it has associations"):
        delete_with_associations(orphan, api)


def test_other_refusal_is_a_failure(
    api: LineageApi, service: LineageService, orphan: Orphan
) -> None:
    service.faults.add(Fault("access_denied", "DeleteArtifact", times=99))
    with pytest.raises(ClientError, match="AccessDenied"):
        delete_with_associations(orphan, api)
    assert api.describe_artifact(orphan.arn)


def test_what_is_deleted_is_logged_first(
    api: LineageApi,
    service: LineageService,
    sagemaker: SageMakerClient,
    orphan: Orphan,
    other: str,
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    sagemaker.add_association(
        SourceArn=orphan.arn, DestinationArn=other, AssociationType="Produced"
    )
    service.faults.add(Fault("access_denied", "DeleteAssociation", times=99))
    with pytest.raises(ClientError):
        delete_with_associations(orphan, api)
    (line,) = [line for line in logged() if line["event"] == "deleting"]
    assert line["arn"] == orphan.arn
    assert line["tags"] == TAGS
    assert line["members"]["Properties"] == {"rows": "1000"}
    association = {"SourceArn": orphan.arn, "DestinationArn": other, "AssociationType": "Produced"}
    assert line["associations"] == [association]
