"""Stacks that another release of this project deployed, their properties in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .declarations import EVERYTHING, declaration
from .simulator.world import World
from .user_view import arns, assert_declared, holders

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
    world: World, sagemaker: SageMakerClient, older: dict[str, Any]
) -> None:
    arn = world.stack.create("Data", EVERYTHING).physical_id
    changed = declaration(ArtifactName="changed")
    response = world.stack.send(world.stack.request("Update", "Data", changed, arn, older))
    assert response.succeeded
    assert response.physical_id == arn
    assert_declared(sagemaker, arn, changed)
    assert holders(sagemaker, arn) == ["Stack/Data"]


@each_form
def test_delete_in_an_older_form(
    world: World, sagemaker: SageMakerClient, older: dict[str, Any]
) -> None:
    arn = world.stack.create("Data", EVERYTHING).physical_id
    world.stack.delete("Data", older, arn)
    assert arns(sagemaker) == []


@each_form
def test_failed_create_in_an_older_form_is_deleted(world: World, older: dict[str, Any]) -> None:
    """Its Delete must not fail, or the stack could never be deleted."""
    world.stack.delete("Data", older, "unfinished:Data")
