"""What nobody may declare: it is kept for this library."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.cloudformation.properties import ArtifactProperties
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.ownership.reserved import check_reserved, is_of_aws, is_reserved
from tests.lineage_handler.simulator.scenarios.declarations import declared


@pytest.mark.parametrize(
    ("key", "reserved", "of_aws"),
    [
        ("cdk-sagemaker-lineage:managed", True, False),
        ("CDK-SageMaker-Lineage:managed", True, False),
        ("aws:cloudformation:stack-name", True, True),
        ("AWS:x", True, True),
        ("team", False, False),
        ("awsome", False, False),
    ],
)
def test_reserved_keys_are_those_of_this_library_and_of_aws(
    key: str, *, reserved: bool, of_aws: bool
) -> None:
    assert (is_reserved(key), is_of_aws(key)) == (reserved, of_aws)


def check(**changes: Any) -> None:
    check_reserved(ArtifactProperties.parse(declared(**changes)))


@pytest.mark.parametrize("scheme", ["cdk-sagemaker-lineage", "CDK-SageMaker-Lineage"])
def test_source_of_a_record_is_refused(scheme: str) -> None:
    with pytest.raises(Failure, match="the records of associations; declare another source"):
        check(Source={"SourceUri": f"{scheme}://association/0123"})


def test_type_of_a_record_is_refused() -> None:
    with pytest.raises(Failure, match="'AssociationRecord' is kept for the records"):
        check(ArtifactType="AssociationRecord")


@pytest.mark.parametrize("key", ["cdk-sagemaker-lineage:managed", "CDK-SageMaker-Lineage:x"])
def test_key_of_an_ownership_tag_is_refused(key: str) -> None:
    with pytest.raises(Failure, match=f"the key of tag '{key}' .*choose another key"):
        check(Tags=[{"Key": "team", "Value": "ml"}, {"Key": key, "Value": "created"}])


@pytest.mark.parametrize(
    "changes",
    [
        {"Source": {"SourceUri": "s3://bucket/cdk-sagemaker-lineage://"}},
        {"Source": {"SourceUri": "cdk-sagemaker-lineage"}},
        {"Source": {"SourceUri": ["s3://bucket/data"]}},
        {"ArtifactType": "AssociationRecords"},
        {"Tags": [{"Key": "cdk-sagemaker-lineage", "Value": "yes"}]},
        {"Tags": [{"Key": "aws:x", "Value": "SageMaker says what is wrong with it"}]},
    ],
    ids=str,
)
def test_anything_else_is_not(changes: dict[str, Any]) -> None:
    check(**changes)
