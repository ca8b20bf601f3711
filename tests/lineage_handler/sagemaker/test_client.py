"""How the lineage API is called: over a real connection, with what can go wrong on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from lineage_handler.cloudformation import response
from lineage_handler.sagemaker import client
from lineage_handler.sagemaker.client import LineageApi, absence_accepted, sagemaker_client
from lineage_handler.sagemaker.deadline import RESERVE_SECONDS
from lineage_handler.sagemaker.errors import GoneError
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Fault, LineageService

from .conftest import GONE, MARK, TAGS, members

# Enough that a page of a hundred does not hold them.
MANY = 101


def test_created_artifact_has_its_members_and_tags(api: LineageApi, arn: str) -> None:
    assert api.describe_artifact(arn) == members()
    assert api.list_tags(arn) == TAGS


def test_artifact_that_is_not_there_is_described_as_none(api: LineageApi) -> None:
    assert api.describe_artifact(GONE) is None


def test_updated_artifact_has_the_changes(api: LineageApi, arn: str) -> None:
    api.update_artifact(arn, {"ArtifactName": "renamed"})
    found = api.describe_artifact(arn)
    assert found
    assert found.artifact_name == "renamed"
    assert found.properties == members().properties


def test_deleted_artifact_is_gone(api: LineageApi, arn: str) -> None:
    api.delete_artifact(arn)
    assert api.describe_artifact(arn) is None


def test_all_artifacts_on_a_uri_are_listed_and_no_others(api: LineageApi) -> None:
    versions = [members(str(number)) for number in range(MANY)]
    created = {(api.create_artifact(each, MARK), each.source) for each in versions}
    api.create_artifact(members(uri="s3://bucket/data/other"), MARK)
    assert set(api.list_artifacts("s3://bucket/data")) == created


def test_tags_of_an_artifact_that_is_not_there_are_none(api: LineageApi) -> None:
    assert api.list_tags(GONE) is None


def test_tags_are_not_none_while_the_artifact_is_there(
    api: LineageApi, service: LineageService, arn: str
) -> None:
    service.faults.add(Fault("access_denied", "ListTags", times=99))
    with pytest.raises(ClientError, match="AccessDenied"):
        api.list_tags(arn)


def test_artifact_that_is_gone_meanwhile_is_an_error(api: LineageApi) -> None:
    with pytest.raises(GoneError, match=GONE):
        api.tags_of(GONE)


def test_tags_are_added_and_changed(api: LineageApi, arn: str) -> None:
    api.add_tags(arn, {"team": "data", "stage": "test"})
    assert api.tags_of(arn) == MARK | {"team": "data", "stage": "test"}


def test_tags_are_removed(api: LineageApi, arn: str) -> None:
    api.delete_tags(arn, {"team", "unknown"})
    assert api.tags_of(arn) == MARK


def test_added_association_is_listed(
    api: LineageApi, association: AssociationMembers, arn: str
) -> None:
    api.add_association(association)
    assert api.list_associations(**association.entities) == [association]
    assert api.list_associations(SourceArn=arn) == [association]
    assert api.list_associations(DestinationArn=arn) == []


def test_all_associations_of_an_artifact_are_listed(api: LineageApi, arn: str) -> None:
    others = [api.create_artifact(members(f"other {number}"), MARK) for number in range(MANY)]
    for other in others:
        api.add_association(AssociationMembers(arn, other, None))
    found = api.list_associations(SourceArn=arn)
    assert {each.destination_arn for each in found} == set(others)


def test_deleted_association_is_gone(api: LineageApi, association: AssociationMembers) -> None:
    api.add_association(association)
    api.delete_association(association)
    assert api.list_associations(**association.entities) == []


def test_what_is_gone_already_is_as_good_as_deleted(
    api: LineageApi, association: AssociationMembers
) -> None:
    api.delete_association(association)
    with absence_accepted():
        sagemaker_client().describe_artifact(ArtifactArn=GONE)


def test_retries_are_not_botocores(service: LineageService) -> None:
    service.faults.add(Fault("throttle"))
    with pytest.raises(ClientError, match="ThrottlingException"):
        sagemaker_client().list_artifacts()
    assert len(service.calls) == 1


@pytest.fixture
def short_of_patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(client, "READ_SECONDS", 0.1)
    sagemaker_client.cache_clear()
    yield
    sagemaker_client.cache_clear()


@pytest.mark.usefixtures("short_of_patience")
def test_call_without_a_response_ends(service: LineageService) -> None:
    service.faults.add(Fault(delay_seconds=0.3))
    with pytest.raises(ReadTimeoutError):
        sagemaker_client().list_artifacts()


def test_call_that_begins_at_the_last_moment_has_ended_before_the_function_responds() -> None:
    longest = client.CONNECT_SECONDS + client.READ_SECONDS
    assert longest + response._RESPONSE_SECONDS < RESERVE_SECONDS


def test_client_is_made_once() -> None:
    assert sagemaker_client() is sagemaker_client()


def test_every_change_is_logged(
    api: LineageApi,
    association: AssociationMembers,
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    api.update_artifact(association.source_arn, {"ArtifactName": "renamed"})
    api.add_association(association)
    api.delete_association(association)
    api.delete_artifact(association.source_arn)
    events = [message["event"] for message in logged()]
    assert events == ["updated", "associated", "disassociated", "deleted"]
