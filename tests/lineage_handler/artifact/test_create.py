"""Creates an artifact on a source that may have one already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from lineage_handler.artifact.create import find_artifact
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.consistency import NEW_SECONDS
from lineage_handler.sagemaker.errors import GoneError
from lineage_handler.sagemaker.model import Source
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.calls import operations
from tests.lineage_handler.simulator.scenarios.declarations import SOURCE, VERSION, declared
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK, claim, create

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def test_created_artifact_has_its_members(api: LineageApi) -> None:
    created = create(api)
    assert created.is_new
    assert api.describe_artifact(created.arn) == created.members


def test_created_artifact_has_mark_and_claim_from_the_beginning(
    api: LineageApi, service: LineageService
) -> None:
    created = create(api)
    assert operations(service) == ["CreateArtifact", "ListTags"]
    assert created.tags.keys() == {MARK, claim().key, "team"}
    assert created.tags[MARK] == "created"


def test_declared_tags_are_created_with_the_artifact(api: LineageApi) -> None:
    created = create(api, declared(Tags=[{"Key": "stage", "Value": "test"}]))
    assert api.tags_of(created.arn)["stage"] == "test"


def test_create_waits_for_its_claim_to_show(
    clock: Turns, api: LineageApi, service: LineageService
) -> None:
    service.behaviour = Behaviour(create_tag_lag_seconds=5.0)
    created = create(api)
    assert created.is_new
    assert claim().key in created.tags


@pytest.mark.parametrize("duplicates", ["raise", "return"])
def test_artifact_that_is_on_the_source_is_found(
    api: LineageApi, service: LineageService, made_by_a_job: str, duplicates: str
) -> None:
    """Whether SageMaker refuses a second create, or responds with the ARN of the first."""
    service.behaviour = Behaviour(duplicate_source="return" if duplicates == "return" else "raise")
    found = create(api)
    assert not found.is_new
    assert found.arn == made_by_a_job
    assert found.members.artifact_name is None
    assert found.tags == {"job": "training"}
    # The claim that it has not is not waited for.
    assert operations(service).count("ListTags") <= len(["after the create", "when found"])


def test_artifact_of_another_resource_is_found_with_its_claim(api: LineageApi) -> None:
    create(api, logical_id="Other")
    found = create(api)
    assert not found.is_new
    assert claim(logical_id="Other").key in found.tags
    assert claim().key not in found.tags


def test_artifact_of_the_same_request_is_found_with_its_claim(
    api: LineageApi, service: LineageService
) -> None:
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    found = create(api)
    assert found.is_new
    assert claim().key in found.tags


def test_artifact_that_the_same_request_has_adopted_is_not_new(
    clock: Turns, api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    """Delivered twice within a second, the request makes the same claim again."""
    service.behaviour = Behaviour(duplicate_source="return")
    api.add_tags(made_by_a_job, {MARK: "adopted"} | claim().tag)
    assert not create(api).is_new


def test_tags_of_an_artifact_that_is_new_are_waited_for(
    clock: Turns, api: LineageApi, service: LineageService
) -> None:
    """It may be this request's own, whose response was lost."""
    service.behaviour = Behaviour(create_tag_lag_seconds=5.0)
    service.faults.add(Fault("reset", "CreateArtifact", at="after"))
    found = create(api)
    assert found.is_new
    assert claim().key in found.tags


def test_tags_of_an_older_artifact_are_not_waited_for(
    clock: Turns, api: LineageApi, sagemaker: SageMakerClient
) -> None:
    """One that a job has created has none."""
    sagemaker.create_artifact(Source={"SourceUri": SOURCE["SourceUri"]}, ArtifactType="DataSet")
    clock.sleep(NEW_SECONDS)
    assert create(api).tags == {}
    assert clock.monotonic() < NEW_SECONDS + 1


def test_artifact_that_lists_show_late_is_found(
    clock: Turns, api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=5.0)
    assert create(api).arn == made_by_a_job


def test_source_types_tell_artifacts_on_one_uri_apart(api: LineageApi) -> None:
    one, two = create(api), create(api, declared(Source=VERSION))
    assert one.is_new
    assert two.is_new
    assert create(api, declared(Source=VERSION)).arn == two.arn
    assert create(api).arn == one.arn


def test_refused_create_without_an_artifact_names_those_on_the_same_uri(
    api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    """Another artifact is never taken."""
    service.faults.add(Fault("conflict", "CreateArtifact", times=99))
    with pytest.raises(Failure) as refused:
        create(api, declared(Source=VERSION))
    assert "CreateArtifact: ConflictException: There was a conflict; " in str(refused.value)
    assert f"{made_by_a_job}, whose source is s3://bucket/data" in str(refused.value)


def test_conflict_that_passes_is_no_refusal(api: LineageApi, service: LineageService) -> None:
    service.faults.add(Fault("conflict", "CreateArtifact"))
    assert create(api).is_new


def test_violation_of_a_constraint_is_no_reason_to_look_for_an_artifact(
    api: LineageApi, service: LineageService
) -> None:
    with pytest.raises(ClientError, match="failed to satisfy constraint"):
        create(api, declared(ArtifactName="not a name"))
    assert operations(service) == ["CreateArtifact"]


def test_artifact_that_is_deleted_meanwhile_is_gone(
    api: LineageApi, service: LineageService, sagemaker: SageMakerClient, made_by_a_job: str
) -> None:
    def delete() -> None:
        sagemaker.delete_artifact(ArtifactArn=made_by_a_job)

    service.faults.add(Fault(operation="DescribeArtifact", hook=delete))
    with pytest.raises(GoneError):
        create(api)


def test_artifact_is_found_by_exactly_its_source(api: LineageApi) -> None:
    create(api)
    version = create(api, declared(Source=VERSION)).arn
    assert find_artifact(Source.parse(VERSION), api) == version


def test_artifact_on_another_source_of_the_uri_is_not_found(api: LineageApi) -> None:
    create(api)
    assert find_artifact(Source.parse(VERSION), api) is None


def test_artifact_of_another_uri_is_not_found(api: LineageApi) -> None:
    create(api)
    assert find_artifact(Source(SOURCE["SourceUri"] + "/more"), api) is None
