"""Artifacts and associations for the tests of the API's calls."""

from __future__ import annotations

import pytest

from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.model import ArtifactMembers, AssociationMembers, Source

MARK = {"cdk-sagemaker-lineage:managed": "created"}
TAGS = MARK | {"team": "ml"}
GONE = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/gone"


def members(version: str = "v1", uri: str = "s3://bucket/data") -> ArtifactMembers:
    """Return an artifact on one version of a key."""
    return ArtifactMembers(
        source=Source(uri, frozenset({("S3Version", version)})),
        artifact_type="DataSet",
        artifact_name="data",
        properties={"rows": "1000"},
        metadata_properties={"CommitId": "abc123"},
    )


@pytest.fixture
def arn(api: LineageApi) -> str:
    """An artifact that is there."""
    return api.create_artifact(members(), TAGS)


@pytest.fixture
def association(api: LineageApi, arn: str) -> AssociationMembers:
    """An association that can be added."""
    return AssociationMembers(arn, api.create_artifact(members("v2"), TAGS), "ContributedTo")
