"""A Create on a source that has no artifact yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService
from tests.lineage_local.service.role import FUNCTION_KEY

from .calls import operations
from .declarations import EVERYTHING, declaration
from .simulator.deployment import ResourceFailed
from .simulator.world import World
from .user_view import PREFIX, arns, tags_of, user_tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def test_create_gives_every_declared_member(created: World, sagemaker: SageMakerClient) -> None:
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert {key: found.get(key) for key in EVERYTHING if key != "Tags"} == {
        key: value for key, value in EVERYTHING.items() if key != "Tags"
    }
    assert user_tags_of(sagemaker, created.arn("Data")) == {"team": "ml", "stage": "test"}


def test_create_marks_and_claims_in_one_call(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """And sees the claim before it responds."""
    assert operations(service) == ["CreateArtifact", "ListTags"]
    tags = tags_of(sagemaker, created.arn("Data"))
    assert tags[PREFIX + "managed"] == "created"
    request_id = created.stack.events[0]["RequestId"]
    (claim,) = (value for key, value in tags.items() if key.startswith(PREFIX + "claim:"))
    assert claim.startswith(f"Stack/Data by {request_id} at 2026-01-01T00:00:")


def test_function_acts_in_its_role(created: World, service: LineageService) -> None:
    """Or its role would not be enforced here, whatever it does."""
    assert {call.access_key for call in service.calls} == {FUNCTION_KEY}


@pytest.mark.parametrize(
    "changes",
    [{}, {"ArtifactName": "renamed"}, {"Source": {"SourceUri": "s3://bucket/other.csv"}}],
    ids=["unchanged", "name", "source"],
)
def test_every_response_has_all_attributes(created: World, changes: dict[str, Any]) -> None:
    properties = declaration(Tags=[], **changes)
    created.stack.deploy({"Data": properties})
    resource = created.stack.resources["Data"]
    assert resource.data == {
        "ArtifactArn": resource.physical_id,
        "ArtifactName": properties["ArtifactName"],
        "ArtifactType": properties["ArtifactType"],
        "SourceUri": properties["Source"]["SourceUri"],
        "CommitId": "abc123",
    }


def test_create_that_sagemaker_refuses_leaves_nothing(
    world: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        world.stack.deploy({"Data": declaration(ArtifactName="not a name")})
    assert arns(sagemaker) == []
    assert world.violations() == []
