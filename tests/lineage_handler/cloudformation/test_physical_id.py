"""Physical ids: what the Delete after a failed Create has to look for."""

from __future__ import annotations

import pytest

from lineage_handler.cloudformation.physical_id import (
    artifact_arn,
    is_nothing_created,
    nothing_created_id,
    parse_unfinished,
    unfinished_id,
)

ARN = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0123"
OTHERS = ["", "Data", "Stack-Data-1A2B3C4D", "arn:aws:s3:::bucket", "2026/11/25/[$LATEST]0123"]


@pytest.mark.parametrize(
    "arn",
    [
        ARN,
        "arn:aws-cn:sagemaker:cn-north-1:000000000000:artifact/0123",
        "arn:aws-us-gov:sagemaker:us-gov-west-1:000000000000:artifact/0123",
    ],
)
def test_arn_of_an_artifact_in_each_partition(arn: str) -> None:
    assert artifact_arn(arn) == arn


@pytest.mark.parametrize(
    "physical_id",
    [
        *OTHERS,
        nothing_created_id("Data"),
        unfinished_id("request-1", ARN),
        ARN.replace("artifact/", "action/"),
    ],
)
def test_other_ids_are_no_arns(physical_id: str) -> None:
    assert artifact_arn(physical_id) is None


def test_create_that_has_written_nothing_says_so() -> None:
    assert is_nothing_created(nothing_created_id("Data"))


@pytest.mark.parametrize("physical_id", [*OTHERS, ARN, unfinished_id("request-1")])
def test_other_ids_do_not_say_that_nothing_was_written(physical_id: str) -> None:
    assert not is_nothing_created(physical_id)


@pytest.mark.parametrize("arn", [None, ARN])
def test_create_that_may_have_written_names_its_request_and_its_artifact(arn: str | None) -> None:
    assert parse_unfinished(unfinished_id("request-1", arn)) == ("request-1", arn)


@pytest.mark.parametrize(
    "physical_id",
    [*OTHERS, ARN, nothing_created_id("Data"), unfinished_id("request-1", "arn:aws:s3:::bucket")],
)
def test_other_ids_name_no_request(physical_id: str) -> None:
    assert parse_unfinished(physical_id) is None
