"""Claims an artifact that is there already, if the resource may have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.adopt import add_claim, adopt, check_type_change
from lineage_handler.artifact.create import Creation
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.ownership.claims import Claim, Ownership
from lineage_handler.sagemaker.client import LineageApi
from lineage_local.service import Behaviour, LineageService
from tests.lineage_handler.calls import writes
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.scenarios.declarations import (
    ADOPT,
    OTHER_SOURCE,
    VERSION,
    declared,
)
from tests.lineage_handler.simulator.turns import Turns

from .conftest import MARK, claim, create

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADOPTING = artifact_request("Create", declared(**ADOPT))


def found_on_source(api: LineageApi) -> Creation:
    """Find what is on the source, without a claim on it."""
    found = create(api)
    assert not found.is_new
    return found


def test_artifact_of_a_job_is_marked_and_claimed(api: LineageApi, made_by_a_job: str) -> None:
    tags = adopt(found_on_source(api), ADOPTING, api)
    assert tags == api.tags_of(made_by_a_job)
    assert tags.keys() == {MARK, claim().key, "job"}
    assert tags[MARK] == "adopted"


def test_artifact_of_another_stack_keeps_its_mark_and_claims(api: LineageApi) -> None:
    create(api, stack="Other")
    tags = adopt(found_on_source(api), ADOPTING, api)
    assert tags.keys() >= {claim().key, claim(stack="Other").key}
    assert tags[MARK] == "created"


def test_artifact_of_a_sibling_is_claimed_without_adoption(api: LineageApi) -> None:
    create(api, logical_id="Old")
    tags = adopt(found_on_source(api), artifact_request("Create", declared()), api)
    assert tags.keys() >= {claim().key, claim(logical_id="Old").key}


def test_artifact_of_a_job_is_left_alone_without_adoption(
    api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    found = found_on_source(api)
    before = len(writes(service))
    with pytest.raises(Failure, match=f"an artifact already: {made_by_a_job}, held by no stack"):
        adopt(found, artifact_request("Create", declared()), api)
    assert len(writes(service)) == before


def test_another_artifact_type_is_refused_before_the_claim(
    api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    found = found_on_source(api)
    before = len(writes(service))
    with pytest.raises(Failure, match="has the ArtifactType 'DataSet', declared is 'Model'"):
        adopt(found, artifact_request("Create", declared(ArtifactType="Model", **ADOPT)), api)
    assert len(writes(service)) == before


@pytest.mark.parametrize(
    ("present", "previous", "new"),
    [("DataSet", "DataSet", "DataSet"), ("DataSet", "Model", "DataSet")],
    ids=["same", "back in a rollback"],
)
def test_type_that_the_artifact_has_can_be_declared(
    api: LineageApi, present: str, previous: str, new: str
) -> None:
    check_type_change(*type_change(api, present, previous, new))


def test_type_cannot_be_changed(api: LineageApi) -> None:
    with pytest.raises(Failure, match="SageMaker cannot change it"):
        check_type_change(*type_change(api, "DataSet", "DataSet", "Model"))


def test_type_stays_refused_whatever_an_update_that_failed_has_declared(api: LineageApi) -> None:
    with pytest.raises(Failure, match="SageMaker cannot change it"):
        check_type_change(*type_change(api, "DataSet", "Model", "Model"))


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {MARK: "adopted"} | claim().tag,
        {MARK: "created"} | claim(stack="Other").tag,
    ],
    ids=["no tags", "updated since", "created by another stack"],
)
def test_artifact_that_was_replaced_by_hand_is_left_as_it_is(
    api: LineageApi, logged: Callable[[], list[dict[str, Any]]], tags: dict[str, str]
) -> None:
    """Or neither the Update nor its rollback could ever succeed."""
    found, request = type_change(api, "Image", "DataSet", "Model")
    check_type_change(found._replace(tags=tags), request)
    (line,) = [line for line in logged() if "ArtifactType" in line["event"]]
    assert (line["actual"], line["declared"]) == ("Image", "Model")


@pytest.mark.parametrize("source", [OTHER_SOURCE, VERSION], ids=["URI", "version"])
def test_type_that_was_declared_of_another_source_refuses_nothing(
    api: LineageApi, logged: Callable[[], list[dict[str, Any]]], source: dict[str, Any]
) -> None:
    """The rollback of an Update to another source finds what somebody has replaced meanwhile."""
    found = create(api, declared(ArtifactType="Image"))
    old = declared(Source=source, ArtifactType="Image")
    check_type_change(found._replace(tags={}), artifact_request("Update", declared(), old=old))
    assert [line["actual"] for line in logged() if "ArtifactType" in line["event"]] == ["Image"]


def type_change(api: LineageApi, present: str, previous: str, new: str) -> Any:
    found = create(api, declared(ArtifactType=present))
    old = declared(ArtifactType=previous)
    return found, artifact_request("Update", declared(ArtifactType=new), old=old)


def test_claim_that_is_there_is_not_written_again(api: LineageApi, service: LineageService) -> None:
    created = create(api)
    tags = add_claim(created.arn, created.tags, claim(), artifact_request("Create"), api)
    assert tags == created.tags
    assert writes(service) == ["CreateArtifact"]


def test_update_keeps_the_claim_of_its_create(api: LineageApi, service: LineageService) -> None:
    created = create(api, request_id="request-1")
    request = artifact_request("Update", request_id="request-2")
    tags = add_claim(created.arn, created.tags, Claim.of(request), request, api)
    assert Ownership.read(tags).claims[0].request_id == "request-1"
    assert writes(service) == ["CreateArtifact"]


def test_claim_of_an_earlier_create_is_kept_beside_the_new_one(api: LineageApi) -> None:
    """What was retained is not deleted when this Create is rolled back."""
    created = create(api, request_id="request-1")
    request = artifact_request("Create", request_id="request-2")
    tags = add_claim(created.arn, created.tags, Claim.of(request), request, api)
    requests = {held.key: held.request_id for held in Ownership.read(tags).claims}
    assert requests == {
        claim().key: "request-2",
        claim(request_id="request-1").beside_later_ones.key: "request-1",
    }


def test_mark_and_claim_that_somebody_removed_are_put_back(
    api: LineageApi, sagemaker: SageMakerClient
) -> None:
    arn = create(api).arn
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=[MARK, claim().key])
    tags = add_claim(arn, api.tags_of(arn), claim(), artifact_request("Update"), api)
    assert tags.keys() >= {MARK, claim().key}
    assert tags[MARK] == "adopted"


def test_claim_is_not_written_beside_fifty_tags(
    api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    """Somebody had removed it, and others have used up the room."""
    tags = {MARK: "adopted"} | {f"key-{n}": "" for n in range(49)}
    with pytest.raises(Failure, match="would have 51 tags, and SageMaker allows 50"):
        add_claim(made_by_a_job, tags, claim(), artifact_request("Update"), api)
    assert writes(service) == ["CreateArtifact"]


def test_association_type_of_the_claim_is_rewritten_and_seen(
    clock: Turns, api: LineageApi, service: LineageService
) -> None:
    created = create(api)
    clock.sleep(300)
    service.behaviour = Behaviour(add_tag_lag_seconds=60.0)
    request = artifact_request("Update")
    tags = add_claim(created.arn, created.tags, Claim.of(request, "SameAs"), request, api)
    assert [held.association_type for held in Ownership.read(tags).claims] == ["SameAs"]


def test_claim_is_seen_before_anything_follows(
    clock: Turns, api: LineageApi, service: LineageService, made_by_a_job: str
) -> None:
    clock.sleep(300)
    service.behaviour = Behaviour(add_tag_lag_seconds=60.0)
    tags = add_claim(made_by_a_job, {"job": "training"}, claim(), ADOPTING, api)
    assert tags.keys() == {MARK, claim().key, "job"}
    assert clock.monotonic() == pytest.approx(365, abs=10)
