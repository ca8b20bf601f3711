"""Artifacts for the tests of each step of their lifecycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.create import Creation, create_artifact
from lineage_handler.ownership.claims import Claim
from lineage_handler.sagemaker.client import LineageApi
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.scenarios.declarations import SOURCE, declared

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MARK = "cdk-sagemaker-lineage:managed"


def create(api: LineageApi, properties: dict[str, Any] | None = None, **fields: Any) -> Creation:
    """Create an artifact, as a resource that declares it does."""
    request = artifact_request("Create", properties or declared(), **fields)
    declaration = request.declared
    return create_artifact(declaration.members, declaration.tags, Claim.of(request), api)


def claim(**fields: Any) -> Claim:
    """Return the claim that a resource makes with a request."""
    return Claim.of(artifact_request("Create", **fields))


@pytest.fixture
def made_by_a_job(sagemaker: SageMakerClient) -> str:
    """An artifact that no stack declares."""
    return sagemaker.create_artifact(
        Source={"SourceUri": SOURCE["SourceUri"]},
        ArtifactType="DataSet",
        Tags=[{"Key": "job", "Value": "training"}],
    )["ArtifactArn"]
