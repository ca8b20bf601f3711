"""What artifacts and associations have in common: provider, removal policy, reports."""

import pytest
from aws_cdk import App, CfnResource, NestedStack, RemovalPolicy, Stack

from sagemaker_lineage import Artifact

from .conftest import Associate, Declare, Report
from .mistakes import Mistake, uri
from .synthesis import (
    ARTIFACT,
    ASSOCIATION,
    association_properties,
    errors,
    properties,
    resource,
    resources,
)

TABLE = {
    "removal policy unknown": Mistake(
        {"removal_policy": "retain"},
        "removal_policy is 'retain'; expected RemovalPolicy.DESTROY, RETAIN or "
        "RETAIN_ON_UPDATE_OR_DELETE",
    ),
    "removal policy snapshot": Mistake(
        {"removal_policy": RemovalPolicy.SNAPSHOT},
        "removal_policy is <RemovalPolicy.SNAPSHOT: 'SNAPSHOT'> (RemovalPolicy); expected "
        "RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_reported_with_path_value_and_rule(report: Report, mistake: Mistake) -> None:
    assert report(mistake) == mistake.message


ASSOCIATION_TABLE = {"removal policy unknown": TABLE["removal policy unknown"]}


@pytest.mark.parametrize("mistake", ASSOCIATION_TABLE.values(), ids=ASSOCIATION_TABLE.keys())
def test_a_mistake_in_an_association_is_reported(
    association_report: Report, mistake: Mistake
) -> None:
    assert association_report(mistake) == mistake.message


@pytest.mark.parametrize(
    ("removal_policy", "deletion", "replacement"),
    [
        (RemovalPolicy.DESTROY, "Delete", "Delete"),
        (RemovalPolicy.RETAIN, "Retain", "Retain"),
        (RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, "RetainExceptOnCreate", "Retain"),
    ],
)
def test_removal_policy_decides_whether_the_artifact_is_kept(
    stack: Stack, declare: Declare, removal_policy: RemovalPolicy, deletion: str, replacement: str
) -> None:
    declare(removal_policy=removal_policy)

    rendered = resource(stack, ARTIFACT)
    assert (rendered["DeletionPolicy"], rendered["UpdateReplacePolicy"]) == (deletion, replacement)


def test_an_artifact_is_deleted_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    assert resource(stack, ARTIFACT)["DeletionPolicy"] == "Delete"


def test_apply_removal_policy_reaches_the_artifact(stack: Stack, declare: Declare) -> None:
    declare().apply_removal_policy(RemovalPolicy.RETAIN)

    assert resource(stack, ARTIFACT)["DeletionPolicy"] == "Retain"


def test_the_escape_hatch_is_the_resource(stack: Stack, declare: Declare) -> None:
    child = declare().node.default_child

    assert isinstance(child, CfnResource)
    child.add_property_override("ArtifactName", "overridden")
    assert properties(stack)["ArtifactName"] == "overridden"


@pytest.mark.parametrize(
    ("removal_policy", "deletion"),
    [(RemovalPolicy.DESTROY, "Delete"), (RemovalPolicy.RETAIN, "Retain")],
)
def test_removal_policy_decides_whether_the_association_is_kept(
    stack: Stack, associate: Associate, removal_policy: RemovalPolicy, deletion: str
) -> None:
    associate(removal_policy=removal_policy)

    assert resource(stack, ASSOCIATION)["DeletionPolicy"] == deletion


def test_an_association_is_deleted_by_default(stack: Stack, associate: Associate) -> None:
    associate()

    assert resource(stack, ASSOCIATION)["DeletionPolicy"] == "Delete"


def test_the_escape_hatch_is_the_resource_of_an_association(
    stack: Stack, associate: Associate
) -> None:
    child = associate().node.default_child

    assert isinstance(child, CfnResource)
    child.add_property_override("AssociationType", "SameAs")
    assert association_properties(stack)["AssociationType"] == "SameAs"


def test_associations_share_the_artifacts_provider(
    stack: Stack, declare: Declare, associate: Associate
) -> None:
    declare()
    associate()

    assert len(resources(stack, "AWS::Lambda::Function")) == 1


def test_each_nested_stack_has_its_own_provider(stack: Stack, declare: Declare) -> None:
    nested = NestedStack(stack, "Nested")
    declare(scope=nested)
    declare("Other")

    assert len(resources(stack, "AWS::Lambda::Function")) == 1
    assert len(resources(nested, "AWS::Lambda::Function")) == 1


def test_a_second_synthesis_reports_nothing_twice(app: App, declare: Declare) -> None:
    stack = Stack(app, "Twice")
    declare(scope=stack, artifact_name="a b")
    app.synth()
    app.synth(force=True)

    assert len(errors(stack)) == 1


def test_artifacts_in_one_scope_have_their_own_messages(stack: Stack) -> None:
    Artifact(stack, "A", source=uri("a"), artifact_type="t", artifact_name="a b")
    Artifact(stack, "B", source=uri("b"), artifact_type="t", artifact_name="a b")

    assert [message.split(":")[0] for message in errors(stack)] == ["Stack/A", "Stack/B"]
