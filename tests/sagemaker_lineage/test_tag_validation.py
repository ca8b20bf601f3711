"""Tags that SageMaker, AWS or this library does not take are reported."""

import pytest
from aws_cdk import App, Aws, Lazy, Stack, Tags

from .conftest import Declare
from .late import LateText
from .mistakes import SECRET_RULE, Mistake, cut
from .synthesis import errors

TABLE = {
    "key empty": Mistake(
        {"key": "", "value": "v"},
        "a tag's key is ''; expected 1 to 128 characters",
    ),
    "key too long": Mistake(
        {"key": "k" * 129, "value": "v"},
        f"a tag's key is {cut('k' * 129)}; expected 1 to 128 characters",
    ),
    "key with other characters": Mistake(
        {"key": "a#b", "value": "v"},
        "a tag's key is 'a#b'; expected letters, digits, spaces and _ . : / = + - @ only",
    ),
    "key of AWS": Mistake(
        {"key": "aws:x", "value": "v"},
        "a tag's key is 'aws:x'; expected no 'aws:' before it",
    ),
    "key of AWS in another case": Mistake(
        {"key": "AwS:x", "value": "v"},
        "a tag's key is 'AwS:x'; expected no 'aws:' before it",
    ),
    "key of the ownership": Mistake(
        {"key": "cdk-sagemaker-lineage:managed", "value": "created"},
        "a tag's key is 'cdk-sagemaker-lineage:managed'; expected no 'cdk-sagemaker-lineage:' "
        "before it, which marks who owns the artifact",
    ),
    "key of the ownership in another case": Mistake(
        {"key": "CDK-SageMaker-Lineage:managed", "value": "created"},
        "a tag's key is 'CDK-SageMaker-Lineage:managed'; expected no 'cdk-sagemaker-lineage:' "
        "before it, which marks who owns the artifact",
    ),
    "key of the ownership with a token": Mistake(
        {"key": f"cdk-sagemaker-lineage:{Aws.STACK_NAME}", "value": "created"},
        "a tag's key is {'Fn::Join': ['', ['cdk-sagemaker-lineage:', {'Ref': 'AWS::S… (dict); "
        "expected no 'cdk-sagemaker-lineage:' before it, which marks who owns the artifact",
    ),
    "value none at synthesis": Mistake(
        lambda _: {"key": "k", "value": Lazy.string(LateText([]))},
        "the value of tag 'k' is None (NoneType); expected a string",
    ),
    "value a secret": Mistake(
        {"key": "token", "value": "{{resolve:secretsmanager:a}}"},
        f"the value of tag 'token' is '{{{{resolve:secretsmanager:a}}}}'; {SECRET_RULE}",
    ),
    "value too long": Mistake(
        {"key": "k", "value": "v" * 257},
        f"the value of tag 'k' is {cut('v' * 257)}; expected at most 256 characters",
    ),
    "value with other characters": Mistake(
        {"key": "k", "value": "a\tb"},
        "the value of tag 'k' is 'a\\tb'; expected letters, digits, spaces and _ . : / = + - @ "
        "only",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_bad_tag_is_reported(stack: Stack, declare: Declare, mistake: Mistake) -> None:
    Tags.of(declare("Model")).add(**mistake.parameters(stack))

    (message,) = errors(stack)
    assert message == f"Stack/Model: {mistake.message}"


def test_tags_that_the_stack_itself_has_are_checked(app: App, declare: Declare) -> None:
    stack = Stack(app, "Tagged", tags={"a#b": "v"})
    declare(scope=stack)

    (message,) = errors(stack)
    assert message.startswith("Tagged/Artifact: a tag's key is 'a#b'; expected letters")


def test_45_tags_are_left_to_the_user(stack: Stack, declare: Declare) -> None:
    artifact = declare()
    for number in range(45):
        Tags.of(artifact).add(f"tag{number}", "value")

    assert errors(stack) == []


def test_the_46th_tag_is_one_too_many(stack: Stack, declare: Declare) -> None:
    artifact = declare()
    for number in range(46):
        Tags.of(artifact).add(f"tag{number}", "value")

    assert errors(stack) == [
        "Stack/Artifact: the number of tags is 46 (int); expected at most 45, as 5 of "
        "SageMaker's 50 are reserved for who owns the artifact"
    ]
