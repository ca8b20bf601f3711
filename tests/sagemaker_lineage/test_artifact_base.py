"""What every artifact offers, declared here or made elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from aws_cdk import App, CfnOutput, NestedStack, Stack, Stage
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker

from constructs import Construct
from sagemaker_lineage import Artifact, ArtifactSource, Association, IArtifact

from .conftest import DESTINATION, SOURCE, Declare
from .native import action
from .synthesis import ASSOCIATION, edges, errors, resource, resources, template

if TYPE_CHECKING:
    from aws_cdk.interfaces.aws_sagemaker import IArtifactRef

LOGICAL_ID = "Artifact15CF5995"
ARN = "arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:artifact/4ae2d8"


def test_an_artifact_goes_where_cdk_takes_one(stack: Stack, declare: Declare) -> None:
    arn = sagemaker.CfnArtifact.arn_for_artifact(declare())

    assert stack.resolve(arn) == {"Ref": LOGICAL_ID}


def test_both_kinds_are_the_same_to_a_type_checker(stack: Stack, declare: Declare) -> None:
    def arn_of(artifact: IArtifact) -> str:
        reference: IArtifactRef = artifact
        return reference.artifact_ref.artifact_arn

    declared = declare()
    assert arn_of(declared) == declared.artifact_arn
    assert arn_of(Artifact.from_artifact_arn(stack, "Imported", ARN)) == ARN


def granted(stack: Stack) -> object:
    document = resource(stack, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]
    return document["Statement"]


@pytest.fixture
def role(stack: Stack) -> iam.Role:
    return iam.Role(stack, "Reader", assumed_by=iam.AccountRootPrincipal())


def test_grant_read_allows_to_describe_and_list_tags(stack: Stack, role: iam.Role) -> None:
    Artifact.from_artifact_arn(stack, "Imported", ARN).grant_read(role)

    assert granted(stack) == [
        {
            "Action": ["sagemaker:DescribeArtifact", "sagemaker:ListTags"],
            "Effect": "Allow",
            "Resource": ARN,
        }
    ]


def test_grant_allows_what_it_is_given(stack: Stack, role: iam.Role) -> None:
    grant = Artifact.from_artifact_arn(stack, "Imported", ARN).grant(
        role, "sagemaker:AddAssociation"
    )

    assert grant.success
    assert granted(stack) == [
        {"Action": "sagemaker:AddAssociation", "Effect": "Allow", "Resource": ARN}
    ]


def test_grant_on_a_declared_artifact(stack: Stack, declare: Declare, role: iam.Role) -> None:
    declare().grant_read(role)

    policies = template(stack)["Resources"]
    statement = policies["ReaderDefaultPolicy151F3818"]["Properties"]["PolicyDocument"][
        "Statement"
    ][0]
    assert statement["Resource"] == {"Ref": LOGICAL_ID}


Verb = Callable[[Artifact, Any], Association]


VERBS: dict[str, tuple[Verb, str, str, str]] = {
    "derived_from": (Artifact.derived_from, "Other", "DerivedFrom", "Artifact"),
    "produced_by": (Artifact.produced_by, "Other", "Produced", "Artifact"),
    "contributed_to": (Artifact.contributed_to, "Artifact", "ContributedTo", "Other"),
    "associated_with": (Artifact.associated_with, "Artifact", "AssociatedWith", "Other"),
    "same_as": (Artifact.same_as, "Artifact", "SameAs", "Other"),
}


@pytest.mark.parametrize(
    ("verb", "source", "association_type", "destination"), VERBS.values(), ids=VERBS.keys()
)
def test_a_verb_reads_as_the_association_that_it_declares(
    stack: Stack,
    declare: Declare,
    verb: Verb,
    source: str,
    association_type: str,
    destination: str,
) -> None:
    declared = {name: declare(name) for name in ("Artifact", "Other")}
    association = verb(declared["Artifact"], declared["Other"])

    assert association.node.scope is declared[destination]
    assert list(edges(stack).values()) == [
        (
            stack.resolve(declared[source].artifact_arn),
            association_type,
            stack.resolve(declared[destination].artifact_arn),
        )
    ]


def test_construct_ids_of_verbs_never_change(stack: Stack, declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    training = action(stack)

    associations = [
        model.derived_from(data),
        model.produced_by(training),
        data.contributed_to(training),
        Artifact.from_artifact_arn(stack, "Imported", DESTINATION).same_as(model),
    ]

    assert [each.node.path for each in associations] == [
        "Stack/Model/DerivedFromStackData45636290",
        "Stack/Model/ProducedStackTraining0531F6C1",
        "Stack/Training/ContributedToStackData45636290",
        "Stack/Model/SameAsStackImported1CBA9C50",
    ]
    assert set(edges(stack)) == {
        "ModelDerivedFromStackData456362908B033330",
        "ModelProducedStackTraining0531F6C139C37494",
        "TrainingContributedToStackData4563629007442B3A",
        "ModelSameAsStackImported1CBA9C507A252EEC",
    }


def ids_over_two_stacks(scope: Construct) -> set[str]:
    """Declare an artifact, and in another stack one that is derived from it."""
    first, second = Stack(scope, "First"), Stack(scope, "Second")
    data, model = (
        Artifact(
            each, "Artifact", source=ArtifactSource.from_uri(f"s3://{number}"), artifact_type="t"
        )
        for number, each in enumerate((first, second))
    )
    model.derived_from(data)
    return set(edges(second))


def test_a_stage_changes_no_id_of_a_verb(app: App) -> None:
    """As it changes none of the artifacts: whoever takes to a pipeline renames nothing."""
    staged = ids_over_two_stacks(Stage(app, "Production"))

    assert staged == ids_over_two_stacks(App(builtin_cloud_formation_validation=False))


def test_sources_of_other_stages_are_told_from_each_other(app: App, stack: Stack) -> None:
    imported = [
        Artifact.from_artifact_arn(Stack(Stage(app, stage), "Stack"), "Imported", ARN)
        for stage in ("One", "Other")
    ]
    model = Artifact(
        Stack(Stage(app, "Third"), "Stack"),
        "Model",
        source=ArtifactSource.from_uri("s3://model"),
        artifact_type="t",
    )

    assert model.derived_from(imported[0]) is not model.derived_from(imported[1])


@pytest.mark.parametrize(
    ("verb", "source", "association_type", "destination"), VERBS.values(), ids=VERBS.keys()
)
def test_a_verb_called_again_returns_the_association_that_is_there(
    stack: Stack,
    declare: Declare,
    verb: Verb,
    source: str,
    association_type: str,
    destination: str,
) -> None:
    artifact, other = declare("Artifact"), declare("Other")

    assert verb(artifact, other) is verb(artifact, other)
    assert len(edges(stack)) == 1
    assert errors(stack) == []


def test_something_else_under_the_id_of_a_verb_is_refused(declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    Construct(model, "DerivedFromStackData45636290")

    with pytest.raises(RuntimeError, match="already a Construct with name 'DerivedFromStackData"):
        model.derived_from(data)


@pytest.mark.parametrize("verb", [verb for verb, *_ in VERBS.values()], ids=VERBS.keys())
@pytest.mark.parametrize("given", [SOURCE, 5, None])
def test_a_verb_takes_no_arn(declare: Declare, verb: Verb, given: object) -> None:
    with pytest.raises(
        TypeError,
        match=r"^Stack/Artifact: what it is associated with is .* expected an artifact, action, "
        r"context, experiment or trial component; an ARN is taken by Artifact.from_artifact_arn "
        r"and by Association$",
    ):
        verb(declare(), given)


def test_an_association_is_in_the_stack_that_comes_after(
    app: App, stack: Stack, declare: Declare
) -> None:
    after = Stack(app, "After")
    data, report = declare("Data"), declare("Report", scope=after)
    CfnOutput(after, "DataArn", value=data.artifact_arn)
    data.contributed_to(report)
    report.same_as(declare("Copy", scope=after))

    assert resources(stack, ASSOCIATION) == {}
    assert [source for source, *_ in edges(after).values()] == [
        {"Fn::ImportValue": "Stack:ExportsOutputRefData666C94C774A46B8E"},
        {"Ref": "ReportC847FC22"},
    ]
    assert [each.node.path for each in after.dependencies] == ["Stack"]
    assert stack.dependencies == []


def test_each_nested_stack_has_its_own_provider(stack: Stack, declare: Declare) -> None:
    nested = NestedStack(stack, "Nested")
    declare("Inner", scope=nested).derived_from(declare("Outer"))

    assert len(resources(nested, ASSOCIATION)) == 1
    assert len(resources(nested, "AWS::Lambda::Function")) == 1
