"""What has the wrong Python type is reported, and the rest is rendered."""

import datetime
import math

import pytest
from aws_cdk import CfnCondition, CfnParameter, Fn, Stack, Token

from sagemaker_lineage import ArtifactSource, MetadataProperties, SourceType

from .conftest import Declare, Report
from .mistakes import SECRET_RULE, Mistake, secret
from .synthesis import (
    ARTIFACT,
    errors,
    properties,
    resources,
)

TABLE = {
    "name no string": Mistake(
        {"artifact_name": ["churn"]}, "artifact_name is ['churn'] (list); expected a string"
    ),
    "type none": Mistake(
        {"artifact_type": None}, "artifact_type is None (NoneType); expected a string"
    ),
    "type bytes": Mistake(
        {"artifact_type": b"x"}, "artifact_type is b'x' (bytes); expected a string"
    ),
    "properties no dict": Mistake(
        {"properties": ["a", "b"]}, "properties is ['a', 'b'] (list); expected a dict of strings"
    ),
    "property's key no string": Mistake(
        {"properties": {5: "value"}},
        "a key of properties is 5 (int); expected a string known at synthesis",
    ),
    "property's key a token": Mistake(
        lambda _: {"properties": {Token.as_string(Fn.ref("AWS::Region")): "value"}},
        "a key of properties is a token; expected a string known at synthesis",
    ),
    "property's key a function": Mistake(
        {"properties": {"Fn::Sub": "x"}},
        "a key of properties is 'Fn::Sub'; expected another name, as CloudFormation takes it for "
        "a function",
    ),
    "property a number": Mistake(
        {"properties": {"rows": 70421}},
        "properties['rows'] is 70421 (int); expected a string, for example str(70421)",
    ),
    "property a truth value": Mistake(
        {"properties": {"final": True}},
        "properties['final'] is True (bool); expected a string, for example str(True)",
    ),
    "property not a number": Mistake(
        {"properties": {"auc": math.nan}},
        "properties['auc'] is nan (float); expected a string, for example 'nan'",
    ),
    "type infinite": Mistake(
        {"artifact_type": -math.inf},
        "artifact_type is -inf (float); expected a string, for example '-inf'",
    ),
    "property none": Mistake(
        {"properties": {"key": None}}, "properties['key'] is None (NoneType); expected a string"
    ),
    "property a secret": Mistake(
        lambda _: {"properties": {"token": secret()}},
        f"properties['token'] is a token; {SECRET_RULE}",
    ),
    "property a date": Mistake(
        {"properties": {"made": datetime.date(2026, 11, 23)}},
        "properties['made'] is datetime.date(2026, 11, 23) (date); expected a string",
    ),
    "property a dict": Mistake(
        {"properties": {"key": {"a": "b"}}},
        "properties['key'] is {'a': 'b'} (dict); expected a string",
    ),
    "metadata a dict": Mistake(
        {"metadata_properties": {"commit_id": "8bd1fd5"}},
        "metadata_properties is {'commit_id': '8bd1fd5'} (dict); expected MetadataProperties, "
        "with its members as keywords",
    ),
    "commit id no string": Mistake(
        {"metadata_properties": MetadataProperties(commit_id=8)},  # type: ignore[arg-type]
        "metadata_properties.commit_id is 8 (int); expected a string, for example str(8)",
    ),
    "on existing unknown": Mistake(
        {"on_existing": "ADOPT"},
        "on_existing is 'ADOPT'; expected OnExisting.FAIL or OnExisting.ADOPT",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_reported_with_path_value_and_rule(report: Report, mistake: Mistake) -> None:
    assert report(mistake) == mistake.message


ASSOCIATION_TABLE = {
    "type no string": Mistake(
        {"association_type": 5},
        "association_type is 5 (int); expected a string, for example str(5)",
    ),
    "on existing unknown": TABLE["on existing unknown"],
}


@pytest.mark.parametrize("mistake", ASSOCIATION_TABLE.values(), ids=ASSOCIATION_TABLE.keys())
def test_a_mistake_in_an_association_is_reported(
    association_report: Report, mistake: Mistake
) -> None:
    assert association_report(mistake) == mistake.message


def test_what_is_not_declared_is_absent(stack: Stack, declare: Declare) -> None:
    declare(metadata_properties=MetadataProperties())

    assert set(properties(stack)) == {"ServiceToken", "ServiceTimeout", "Source", "ArtifactType"}


def test_tokens_are_taken_wherever_a_value_can_be_one(stack: Stack, declare: Declare) -> None:
    token = CfnParameter(stack, "Parameter").value_as_string
    declare(
        source=ArtifactSource.from_uri(token, [SourceType(token, token)]),
        artifact_type=token,
        artifact_name=token,
        properties={"key": token, "number": Token.as_number(Fn.ref("Parameter"))},
        metadata_properties=MetadataProperties(
            commit_id=token, repository=token, generated_by=token, project_id=token
        ),
    )
    ref = {"Ref": "Parameter"}

    rendered = properties(stack)

    assert errors(stack) == []
    assert rendered["Source"] == {
        "SourceUri": ref,
        "SourceTypes": [{"SourceIdType": ref, "Value": ref}],
    }
    assert rendered["ArtifactType"] == ref
    assert rendered["ArtifactName"] == ref
    assert rendered["Properties"] == {"key": ref, "number": ref}
    assert set(map(str, rendered["MetadataProperties"].values())) == {str(ref)}


def test_the_whole_map_of_properties_can_be_a_token(stack: Stack, declare: Declare) -> None:
    condition = CfnCondition(stack, "Condition", expression=Fn.condition_equals("a", "a"))
    either = Fn.condition_if(condition.logical_id, {"a": "1"}, {"b": "2"})
    declare(properties=either)

    assert errors(stack) == []
    assert properties(stack)["Properties"] == {"Fn::If": ["Condition", {"a": "1"}, {"b": "2"}]}


def test_a_bad_artifact_does_not_hide_the_others(stack: Stack, declare: Declare) -> None:
    declare("Good")
    declare("Bad", artifact_type=None)

    assert len(errors(stack)) == 1
    assert len(resources(stack, ARTIFACT)) == 2
