"""One request of CloudFormation, as the lifecycles see it."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.cloudformation.reasons import Failure
from tests.lineage_handler.requests import artifact_request

ARN = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0123"
DECLARED: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/data"}, "ArtifactType": "DataSet"}
UNKNOWN_FORM: dict[str, Any] = {"Uri": "s3://bucket/data"}


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_create_is_told_from_update_and_delete(request_type: str) -> None:
    assert artifact_request(request_type).is_create is (request_type == "Create")


def test_create_has_no_physical_id() -> None:
    assert artifact_request("Create").physical_id == ""


def test_physical_id_that_is_an_arn_is_the_artifacts() -> None:
    assert artifact_request("Update", physical_id=ARN).artifact_arn == ARN


def test_other_physical_id_is_no_artifacts() -> None:
    assert artifact_request("Update", physical_id="Stack-Data-1A2B").artifact_arn is None


def test_properties_are_read_as_the_resource_declares_them() -> None:
    assert artifact_request("Create", DECLARED).declared.members.artifact_type == "DataSet"


def test_delete_can_be_served_whatever_the_properties_are() -> None:
    request = artifact_request("Delete", UNKNOWN_FORM, physical_id=ARN)
    assert request.artifact_arn == ARN
    with pytest.raises(Failure):
        _ = request.declared


def test_update_knows_what_was_declared_before() -> None:
    request = artifact_request("Update", DECLARED, old=DECLARED | {"ArtifactType": "Model"})
    assert request.previous
    assert request.previous.members.artifact_type == "Model"


@pytest.mark.parametrize("old", [None, UNKNOWN_FORM], ids=["none", "in an unknown form"])
def test_nothing_may_be_known_of_what_was_declared_before(old: dict[str, Any] | None) -> None:
    assert artifact_request("Update", DECLARED, old=old).previous is None
