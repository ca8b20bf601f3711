"""Stacks that another release of this project deployed, their properties in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .cloudformation import Stack
from .test_lifecycle import EVERYTHING, declaration
from .test_ownership import assert_equal_to_declaration, holders, sources

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

OLDER: dict[str, dict[str, Any]] = {
    "one JSON string": {"Declaration": '{"SourceUri": "s3://bucket/data.csv"}'},
    "other names": {"SourceUri": "s3://bucket/data.csv", "Type": "DataSet"},
    "a list of tags as a map": EVERYTHING | {"Tags": {"team": "ml"}},
    "nothing at all": {},
}
each_form = pytest.mark.parametrize("older", OLDER.values(), ids=OLDER.keys())


@each_form
def test_update_from_an_older_form(
    stack: Stack, sagemaker: SageMakerClient, older: dict[str, Any]
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    changed = declaration(ArtifactName="changed")
    answer = stack.send(stack.request("Update", "Data", changed, arn, older))
    assert answer.succeeded
    assert answer.physical_id == arn
    assert_equal_to_declaration(sagemaker, arn, changed, {})
    assert holders(sagemaker, arn) == {"Stack/Data"}


@each_form
def test_delete_in_an_older_form(
    stack: Stack, sagemaker: SageMakerClient, older: dict[str, Any]
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    stack.delete_entity("Data", older, arn)
    assert sources(sagemaker) == {}


@each_form
def test_failed_create_in_an_older_form_is_deleted(stack: Stack, older: dict[str, Any]) -> None:
    """Its Delete must not fail, or the stack could never be deleted."""
    stack.delete_entity("Data", older, "unfinished:Data")
