"""Artifacts that meet at deployment: two on one source, and two on one URI."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import Annotations, App, CfnCondition, CfnResource, Environment, Fn, Stack, Stage

from sagemaker_lineage import Artifact, ArtifactSource, OnExisting, SourceType

from .conftest import Declare
from .mistakes import Mistake, uri
from .native import artifact
from .synthesis import errors, warnings

ONE, OTHER = [SourceType.s3_version("1")], [SourceType.s3_version("2")]
IRELAND = Environment(account="123456789012", region="eu-west-1")

ONE_FOR_EACH = "SageMaker holds one artifact for each source"

SAME_STACK = Mistake(
    {}, f"source is 's3://b/k'; expected another one than that of Stack/One: {ONE_FOR_EACH}"
)
CONDITIONS = Mistake(
    {},
    f"{SAME_STACK.message}; acknowledge this warning if their conditions are never true together",
)
OTHER_STACK = Mistake(
    {},
    f"{SAME_STACK.message}, and the deployment of the second stack fails; set "
    "on_existing=OnExisting.ADOPT in both, or declare it once and use Artifact.from_artifact_arn "
    "in the other stack",
)
NATIVE = Mistake(
    {},
    f"{SAME_STACK.message}, and CloudFormation's own type shares it with no other resource, and "
    "deletes it whoever claims it; declare it once",
)
SAME_URI = Mistake(
    {},
    "source is 's3://b/k'; expected another URI than that of Stack/One, whose source types are "
    "others: AWS leaves open whether the URI alone identifies an artifact, and if it does, the "
    "deployment of the second one fails; declare one of the two, or write the version into the "
    "URI, or acknowledge this warning",
)

TABLE = {
    "source of another artifact of the stack": SAME_STACK,
    "source of another artifact under another condition, which is a warning": CONDITIONS,
    "source of an artifact of another stack, which is a warning": OTHER_STACK,
    "source of a CfnArtifact, which is a warning": NATIVE,
    "uri of an artifact with other source types, which is a warning": SAME_URI,
}


def same_uri(path: str) -> str:
    return f"{path}: {SAME_URI.message} [ack: cdk-sagemaker-lineage:same-uri]"


def shared(path: str, mistake: Mistake) -> str:
    return f"{path}: {mistake.message} [ack: cdk-sagemaker-lineage:shared-source]"


def only_under(construct: Artifact, condition: CfnCondition) -> None:
    resource = construct.node.default_child
    assert isinstance(resource, CfnResource)
    resource.cfn_options.condition = condition


@pytest.fixture
def condition(stack: Stack) -> Callable[[str], CfnCondition]:
    def condition(construct_id: str) -> CfnCondition:
        return CfnCondition(stack, construct_id, expression=Fn.condition_equals("a", construct_id))

    return condition


@pytest.mark.parametrize("types", [[], ONE, [*ONE, *OTHER]])
def test_one_source_twice_in_a_stack_is_an_error(
    stack: Stack, declare: Declare, types: list[SourceType]
) -> None:
    declare("One", source=uri("s3://b/k", types))
    declare("Two", source=uri("s3://b/k", types[::-1]), on_existing=OnExisting.ADOPT)

    assert errors(stack) == [f"Stack/Two: {SAME_STACK.message}"]
    assert warnings(stack) == []


def test_each_artifact_on_one_source_is_reported_once(stack: Stack, declare: Declare) -> None:
    for name in ("One", "Two", "Three"):
        declare(name, source=uri("s3://b/k"))

    assert errors(stack) == [f"Stack/{name}: {SAME_STACK.message}" for name in ("Two", "Three")]


@pytest.mark.parametrize("conditions", ["A ", " A", "A B"])
def test_one_source_under_other_conditions_is_a_warning(
    stack: Stack,
    declare: Declare,
    condition: Callable[[str], CfnCondition],
    conditions: str,
) -> None:
    for name, under in zip(("One", "Two"), conditions.split(" "), strict=True):
        declared = declare(name, source=uri("s3://b/k"))
        if under:
            only_under(declared, condition(under))

    assert errors(stack) == []
    assert warnings(stack) == [shared("Stack/Two", CONDITIONS)]


def test_one_source_under_one_condition_is_an_error(
    stack: Stack, declare: Declare, condition: Callable[[str], CfnCondition]
) -> None:
    both = condition("A")
    for name in ("One", "Two"):
        only_under(declare(name, source=uri("s3://b/k")), both)

    assert errors(stack) == [f"Stack/Two: {SAME_STACK.message}"]


def test_one_uri_with_other_source_types_is_a_warning(stack: Stack, declare: Declare) -> None:
    declare("One", source=uri("s3://b/k", ONE))
    declare("Two", source=uri("s3://b/k", OTHER))
    declare("Three", source=uri("s3://b/k"))

    assert errors(stack) == []
    assert warnings(stack) == [same_uri("Stack/Two"), same_uri("Stack/Three")]


def test_a_warning_can_be_acknowledged(app: App, stack: Stack, declare: Declare) -> None:
    declare("One", source=uri("s3://b/k", ONE))
    declare("Two", source=uri("s3://b/k", OTHER))
    other = Stack(app, "Other")
    declare("Three", source=uri("s3://b/k", ONE), scope=other)
    Annotations.of(stack).acknowledge_warning("cdk-sagemaker-lineage:same-uri")
    Annotations.of(other).acknowledge_warning("cdk-sagemaker-lineage:shared-source")

    assert warnings(stack) == []
    assert [each.split(" [ack: ")[1] for each in warnings(other)] == [
        "cdk-sagemaker-lineage:same-uri]"
    ]


@pytest.mark.parametrize("env", [None, IRELAND])
def test_one_source_in_two_stacks_is_a_warning(
    app: App, declare: Declare, env: Environment | None
) -> None:
    one, other = (Stack(app, name, env=env) for name in ("First", "Other"))
    for stack in (one, other):
        declare("One", scope=stack, source=uri("s3://b/k"))

    assert warnings(one) == []
    (message,) = warnings(other)
    assert message.replace("First", "Stack") == shared("Other/One", OTHER_STACK)


@pytest.mark.parametrize("adopting", ["Stack", "Other"])
def test_one_source_in_two_stacks_is_allowed_with_adoption(
    app: App, stack: Stack, declare: Declare, adopting: str
) -> None:
    other = Stack(app, "Other")
    for each in (stack, other):
        adopt = OnExisting.ADOPT if each.node.id == adopting else OnExisting.FAIL
        declare(scope=each, source=uri("s3://b/k"), on_existing=adopt)

    assert warnings(stack) + warnings(other) == []


@pytest.mark.parametrize(
    "env", [None, Environment(account="123456789012"), Environment(region="eu-west-1"), IRELAND]
)
def test_another_account_or_region_has_another_artifact(
    app: App, declare: Declare, env: Environment | None
) -> None:
    other = Environment(account="123456789012", region="us-east-1")
    stacks = [Stack(app, "One", env=env), Stack(app, "Two", env=other)]
    for stack in stacks:
        declare(scope=stack, source=uri("s3://b/k"))

    assert [warnings(stack) for stack in stacks] == [[], []]


@pytest.mark.parametrize("native_first", [True, False])
@pytest.mark.parametrize(
    ("types", "expected"), [(ONE, shared("Stack/Two", NATIVE)), (OTHER, same_uri("Stack/Two"))]
)
def test_cloudformations_own_type_is_seen(
    stack: Stack,
    declare: Declare,
    types: list[SourceType],
    expected: str,
    *,
    native_first: bool,
) -> None:
    declarations: list[Callable[[], Any]] = [
        lambda: artifact(stack, "One", "s3://b/k", {"S3Version": "1"}),
        lambda: declare("Two", source=uri("s3://b/k", types), on_existing=OnExisting.ADOPT),
    ]
    for each in declarations if native_first else reversed(declarations):
        each()

    assert errors(stack) == []
    assert warnings(stack) == [expected]


def test_two_of_cloudformations_own_type_are_left_to_it(stack: Stack, declare: Declare) -> None:
    declare()
    for name in ("One", "Two"):
        artifact(stack, name, "s3://b/k")

    assert errors(stack) + warnings(stack) == []


def test_an_error_is_told_beside_both_warnings(app: App, stack: Stack, declare: Declare) -> None:
    artifact(stack, "One", "s3://b/k")
    declare("Other", source=uri("s3://b/k", OTHER))
    other = Stack(app, "Second")
    for name in ("Three", "Four"):
        declare(name, source=uri("s3://b/k"), scope=other)

    assert [each.split(":")[0] for each in errors(other)] == ["Second/Four"]
    assert [each.split(" [ack: ")[1] for each in warnings(other)] == [
        "cdk-sagemaker-lineage:shared-source]",
        "cdk-sagemaker-lineage:same-uri]",
    ] * 2


def test_stages_of_one_environment_meet(app: App, declare: Declare) -> None:
    stacks = [Stack(Stage(app, name, env=IRELAND), "Stack") for name in ("Beta", "Prod")]
    for stack in stacks:
        declare(scope=stack, source=uri("s3://b/k"))

    found = [[each.split(":")[0] for each in warnings(stack)] for stack in stacks]
    assert found == [[], ["Prod/Stack/Artifact"]]


def test_a_second_synthesis_sees_what_has_changed(app: App, stack: Stack) -> None:
    def of(source: str) -> Artifact:
        return Artifact(stack, "One", source=ArtifactSource.from_uri(source), artifact_type="t")

    of("s3://b/old")
    app.synth()
    stack.node.try_remove_child("One")
    of("s3://b/k")
    Artifact(stack, "Two", source=ArtifactSource.from_uri("s3://b/old"), artifact_type="t")
    app.synth(force=True)

    assert errors(stack) == []
