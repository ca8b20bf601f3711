"""Which sources are known to be equal, in one stack and in two."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import (
    App,
    Aws,
    CfnParameter,
    Environment,
    Fn,
    Lazy,
    NestedStack,
    Stack,
)
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets

from sagemaker_lineage.source_identity import IdentifiedSource, identify

from .late import LateText

Uri = Callable[[Stack], str]


def asset(stack: Stack) -> str:
    return s3_assets.Asset(stack, "Asset", path=__file__).s3_object_url


def of_bucket(bucket: s3.IBucket) -> Uri:
    return lambda _: f"s3://{bucket.bucket_name}/k"


def identified(*sources: tuple[Stack, Any]) -> list[IdentifiedSource]:
    given = [(stack, {"SourceUri": uri}) for stack, uri in sources]
    return [each for each in identify(given) if each]


def are_equal(one: Stack, other: Stack, uri: Uri) -> bool:
    first, second = identified((one, uri(one)), (other, uri(other)))
    return first.environment == second.environment and first.uri == second.uri


SAME_EVERYWHERE: dict[str, Uri] = {
    "text": lambda _: "s3://b/k",
    "text like a template": lambda _: "s3://b/${k}",
    "account": lambda stack: f"s3://{stack.account}/k",
    "import": lambda _: Fn.import_value("Exported"),
    "asset": asset,
    "late": lambda _: Lazy.string(LateText(["s3://b/k"])),
    "dynamic reference": lambda _: "{{resolve:ssm:/churn}}",
}

SAME_IN_A_STACK: dict[str, Uri] = {
    "reference": lambda _: Fn.ref("Parameter"),
    "attribute": lambda _: Fn.get_att("Resource", "Arn").to_string(),
    "condition": lambda _: Fn.condition_if("If", "a", "b").to_string(),
    "substitution": lambda _: Fn.sub("s3://${Parameter}/k"),
    "stack's name": lambda _: f"s3://b/{Aws.STACK_NAME}",
}


@pytest.mark.parametrize("uri", SAME_EVERYWHERE.values(), ids=SAME_EVERYWHERE.keys())
def test_what_is_the_same_in_two_stacks(app: App, uri: Uri) -> None:
    assert are_equal(Stack(app, "One"), Stack(app, "Two"), uri)


@pytest.mark.parametrize("uri", SAME_IN_A_STACK.values(), ids=SAME_IN_A_STACK.keys())
def test_what_is_the_same_in_one_stack_only(app: App, stack: Stack, uri: Uri) -> None:
    assert are_equal(stack, stack, uri)
    assert not are_equal(stack, Stack(app, "Other"), uri)


@pytest.mark.parametrize("owner", ["one", "other", "nested", "third"])
def test_a_reference_is_the_same_in_every_stack(app: App, owner: str) -> None:
    one, other = Stack(app, "One"), Stack(app, "Other")
    nested = NestedStack(one, "Nested")
    stacks = {"one": one, "other": other, "nested": nested, "third": Stack(app, "Third")}
    uri = of_bucket(s3.Bucket(stacks[owner], "Bucket"))

    assert are_equal(one, other, uri)
    assert are_equal(one, nested, uri)


def test_another_reference_is_another_source(app: App) -> None:
    one, other = Stack(app, "One"), Stack(app, "Other")
    uris = [of_bucket(s3.Bucket(each, "Bucket"))(each) for each in (one, other)]
    first, second = identified((one, uris[0]), (other, uris[1]))

    assert first.uri != second.uri


def test_a_parameter_is_the_same_by_each_way_to_name_it(stack: Stack) -> None:
    parameter = CfnParameter(stack, "Parameter")
    first, second = identified((stack, parameter.value_as_string), (stack, Fn.ref("Parameter")))

    assert first.uri == second.uri


def test_a_source_without_a_uri_is_none(stack: Stack) -> None:
    late = Lazy.string(LateText([]))

    assert identify([(stack, {"SourceUri": late}), (stack, {"SourceUri": None})]) == [None, None]


def test_source_types_are_a_set(stack: Stack) -> None:
    types = [{"SourceIdType": "Custom", "Value": value} for value in ("a", Fn.ref("Parameter"))]
    first, second, third = (
        found
        for found in identify(
            [
                (stack, {"SourceUri": "u", "SourceTypes": each})
                for each in (types, types[::-1], types[:1])
            ]
        )
        if found
    )

    assert first.types == second.types != third.types


def test_the_environment_is_that_of_the_stack(app: App) -> None:
    known = Stack(app, "Known", env=Environment(account="123456789012", region="eu-west-1"))
    (found,) = identified((known, "u"))

    assert found.environment == "aws://123456789012/eu-west-1"
    assert found.shown == "u"
