"""Tags reach an artifact from every level, as CloudFormation gives them to its own resources."""

from typing import Any

import pytest
from aws_cdk import App, CfnParameter, NestedStack, Stack, Stage, Tags

from constructs import Construct, IConstruct

from .conftest import Declare
from .synthesis import errors, properties, resources


def tags(stack: Stack) -> dict[Any, Any]:
    return {tag["Key"]: tag["Value"] for tag in properties(stack).get("Tags", [])}


def test_there_are_no_tags_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    assert "Tags" not in properties(stack)


@pytest.mark.parametrize("level", ["app", "stack", "scope", "artifact"])
def test_a_tag_added_at_any_level(app: App, stack: Stack, declare: Declare, level: str) -> None:
    scope = Construct(stack, "Scope")
    artifact = declare(scope=scope)
    levels: dict[str, IConstruct] = {
        "app": app,
        "stack": stack,
        "scope": scope,
        "artifact": artifact,
    }
    Tags.of(levels[level]).add("team", "ml")

    assert properties(stack)["Tags"] == [{"Key": "team", "Value": "ml"}]


@pytest.mark.parametrize("level", ["app", "stack", "scope", "artifact"])
def test_a_tag_removed_at_any_level(app: App, stack: Stack, declare: Declare, level: str) -> None:
    scope = Construct(stack, "Scope")
    artifact = declare(scope=scope)
    levels: dict[str, IConstruct] = {
        "app": app,
        "stack": stack,
        "scope": scope,
        "artifact": artifact,
    }
    Tags.of(app).add("team", "ml")
    Tags.of(app).add("kept", "yes")
    Tags.of(levels[level]).remove("team")

    assert tags(stack) == {"kept": "yes"}


def test_a_stage_tags_its_artifacts(app: App, declare: Declare) -> None:
    stage = Stage(app, "Stage")
    stack = Stack(stage, "Stack")
    declare(scope=stack)
    Tags.of(stage).add("stage", "prod")

    assert tags(stack) == {"stage": "prod"}


def test_the_nearest_level_decides(app: App, stack: Stack, declare: Declare) -> None:
    artifact = declare()
    Tags.of(artifact).add("level", "artifact")
    Tags.of(stack).add("level", "stack")
    Tags.of(app).add("level", "app")

    assert tags(stack) == {"level": "artifact"}


def test_a_tag_added_after_the_artifact(stack: Stack, declare: Declare) -> None:
    Tags.of(stack).add("before", "1")
    declare()
    Tags.of(stack).add("after", "2")

    assert tags(stack) == {"before": "1", "after": "2"}


def test_the_tags_of_the_stack_itself(app: App, declare: Declare) -> None:
    stack = Stack(app, "Tagged", tags={"team": "ml"})
    declare(scope=stack)

    assert tags(stack) == {"team": "ml"}


def test_a_tag_added_to_the_stack_itself_later(stack: Stack, declare: Declare) -> None:
    declare()
    stack.add_stack_tag("team", "ml")

    assert tags(stack) == {"team": "ml"}


@pytest.mark.parametrize("priority", [1, None])
def test_the_tags_of_the_stack_itself_give_way(
    app: App, declare: Declare, priority: int | None
) -> None:
    stack = Stack(app, "Tagged", tags={"team": "stack"})
    Tags.of(declare(scope=stack)).add("team", "artifact", priority=priority)

    assert tags(stack) == {"team": "artifact"}


def test_a_tag_of_the_stack_itself_can_be_removed_from_the_artifact(
    app: App, declare: Declare
) -> None:
    stack = Stack(app, "Tagged", tags={"team": "ml"})
    Tags.of(declare(scope=stack)).remove("team")

    assert tags(stack) == {}


def test_the_tags_of_the_stack_around_a_nested_one(app: App, declare: Declare) -> None:
    stack = Stack(app, "Tagged", tags={"team": "ml", "level": "outer"})
    nested = NestedStack(stack, "Nested")
    nested.tags.set_tag("level", "inner")
    declare(scope=nested)

    assert tags(nested) == {"team": "ml", "level": "inner"}


def test_with_explicit_stack_tags_those_reach_the_artifact_too(declare: Declare) -> None:
    app = App(
        builtin_cloud_formation_validation=False,
        context={"@aws-cdk/core:explicitStackTags": True},
    )
    stack = Stack(app, "Tagged", tags={"explicit": "1"})
    declare(scope=stack)
    Tags.of(stack).add("by-aspect", "2")

    assert tags(stack) == {"explicit": "1", "by-aspect": "2"}


def test_a_resource_type_can_be_left_out(stack: Stack, declare: Declare) -> None:
    artifact = declare()
    Tags.of(artifact).add("a", "1", exclude_resource_types=["Custom::SageMakerArtifact"])
    Tags.of(artifact).add("b", "2", include_resource_types=["Custom::SageMakerArtifact"])

    assert tags(stack) == {"b": "2"}


def test_what_the_stack_itself_is_tagged_with_is_left_out_only_by_removing_it(
    stack: Stack, declare: Declare
) -> None:
    """Without explicit stack tags, a tag of the stack goes to all of it, as in CloudFormation."""
    kept, removed = declare("Kept"), declare("Removed")
    Tags.of(stack).add("a", "1", exclude_resource_types=["Custom::SageMakerArtifact"])
    Tags.of(removed).remove("a")

    rendered = {
        logical_id: artifact["Properties"].get("Tags")
        for logical_id, artifact in resources(stack, "Custom::SageMakerArtifact").items()
    }
    assert rendered == {
        stack.resolve(kept.artifact_arn)["Ref"]: [{"Key": "a", "Value": "1"}],
        stack.resolve(removed.artifact_arn)["Ref"]: None,
    }


def test_tokens_as_key_and_value(stack: Stack, declare: Declare) -> None:
    token = CfnParameter(stack, "Parameter").value_as_string
    Tags.of(declare()).add(token, token)

    assert errors(stack) == []
    assert properties(stack)["Tags"] == [
        {"Key": {"Ref": "Parameter"}, "Value": {"Ref": "Parameter"}}
    ]
