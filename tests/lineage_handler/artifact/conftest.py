"""Artifacts for the tests of each step of their lifecycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler.artifact.adopt import adopt
from lineage_handler.artifact.create import Creation, create_artifact
from lineage_handler.ownership.claims import Claim
from lineage_handler.sagemaker.client import LineageApi
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.responses import SimulatedResponse
from tests.lineage_handler.simulator.scenarios.declarations import ADOPT, SOURCE, declared
from tests.lineage_handler.simulator.stack import SimulatedStack

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MARK = "cdk-sagemaker-lineage:managed"


def create(api: LineageApi, properties: dict[str, Any] | None = None, **fields: Any) -> Creation:
    """Create an artifact, as a resource that declares it does."""
    request = artifact_request("Create", properties or declared(), **fields)
    declaration = request.declared
    return create_artifact(
        declaration.members,
        declaration.tags,
        Claim.of(request),
        api,
        may_adopt=declaration.adopt,
    )


def claim(**fields: Any) -> Claim:
    """Return the claim that a resource makes with a request."""
    return Claim.of(artifact_request("Create", **fields))


def share(api: LineageApi, properties: dict[str, Any] | None = None, **fields: Any) -> None:
    """Let another resource claim what is on the source."""
    adopting = {**(properties or declared()), **ADOPT}
    adopt(create(api, adopting, **fields), artifact_request("Create", adopting, **fields), api)


@pytest.fixture
def made_by_a_job(sagemaker: SageMakerClient) -> str:
    """An artifact that no stack declares."""
    return sagemaker.create_artifact(
        Source={"SourceUri": SOURCE["SourceUri"]},
        ArtifactType="DataSet",
        Tags=[{"Key": "job", "Value": "training"}],
    )["ArtifactArn"]


@pytest.fixture
def arn(stack: SimulatedStack) -> str:
    """The artifact that ``Stack/Data`` declares."""
    return stack.create("Data", declared()).physical_id


def update(
    stack: SimulatedStack, arn: str, new: dict[str, Any], old: dict[str, Any] | None = None
) -> SimulatedResponse:
    """Send an Update of ``Stack/Data``."""
    return stack.send(stack.request("Update", "Data", new, arn, old or declared()))
