"""What an association becomes in the template, and what can be associated."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import jsii
import pytest
from aws_cdk import (
    Annotations,
    App,
    CfnOutput,
    CfnParameter,
    CfnResource,
    Environment,
    Fn,
    IStableStringProducer,
    Lazy,
    NestedStack,
    RemovalPolicy,
    Stack,
    Stage,
    Tags,
)
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk.interfaces.aws_sagemaker import (
    IActionRef,
    IArtifactRef,
    IContextRef,
    IExperimentRef,
    IExperimentTrialComponentRef,
    ITrialComponentRef,
)

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    AssociationType,
    IArtifact,
    LineageProvider,
    OnExisting,
)

from .conftest import Declare
from .synthesis import errors, resource, resources, warnings

RESOURCE_TYPE = "Custom::SageMakerAssociation"
ENTITIES = "arn:aws:sagemaker:eu-west-1:123456789012"
SOURCE, DESTINATION = f"{ENTITIES}:action/training", f"{ENTITIES}:artifact/model"

Associate = Callable[..., Association]


@pytest.fixture
def associate(stack: Stack) -> Associate:
    """Declare an association of which a test states only what it is about."""

    def associate(construct_id: str = "Edge", **given: Any) -> Association:
        defaults = {"source": SOURCE, "destination": DESTINATION}
        return Association(given.pop("scope", stack), construct_id, **(defaults | given))

    return associate


def action(stack: Stack, construct_id: str = "Training") -> sagemaker.CfnAction:
    return sagemaker.CfnAction(
        stack,
        construct_id,
        action_name="training",
        action_type="Training",
        source=sagemaker.CfnAction.ActionSourceProperty(source_uri="job"),
    )


def properties(stack: Stack) -> dict[str, Any]:
    """Give the properties of the stack's only association, but for CloudFormation's own."""
    rendered = dict(resource(stack, RESOURCE_TYPE)["Properties"])
    del rendered["ServiceToken"], rendered["ServiceTimeout"]
    return rendered


def edges(stack: Stack) -> dict[str, tuple[Any, Any, Any]]:
    """Give source, type and destination of each association by its logical id."""
    return {
        logical_id: (
            each["Properties"]["SourceArn"],
            each["Properties"]["AssociationType"],
            each["Properties"]["DestinationArn"],
        )
        for logical_id, each in resources(stack, RESOURCE_TYPE).items()
    }


def test_every_member_of_the_request_is_a_property_under_its_own_name(
    stack: Stack, associate: Associate
) -> None:
    associate(association_type=AssociationType.PRODUCED, on_existing=OnExisting.ADOPT)

    rendered = resource(stack, RESOURCE_TYPE)["Properties"]

    assert rendered == {
        "ServiceToken": {"Fn::GetAtt": ["SageMakerLineageProviderFunctionBA5197F9", "Arn"]},
        "ServiceTimeout": "1200",
        "SourceArn": SOURCE,
        "DestinationArn": DESTINATION,
        "AssociationType": "Produced",
        "OnExisting": "ADOPT",
    }


def test_what_is_not_declared_is_absent(stack: Stack, associate: Associate) -> None:
    associate()

    assert properties(stack) == {"SourceArn": SOURCE, "DestinationArn": DESTINATION}


def test_the_logical_id_never_changes(stack: Stack, associate: Associate) -> None:
    associate()

    assert list(resources(stack, RESOURCE_TYPE)) == ["Edge7038544F"]


def test_attributes_are_those_of_the_deployed_association(
    stack: Stack, associate: Associate
) -> None:
    edge = associate()

    assert [
        stack.resolve(attribute)["Fn::GetAtt"][1]
        for attribute in (edge.source_arn, edge.destination_arn, edge.association_type)
    ] == ["SourceArn", "DestinationArn", "AssociationType"]


def test_associations_share_the_artifacts_provider(
    stack: Stack, declare: Declare, associate: Associate
) -> None:
    declare()
    associate()

    assert len(resources(stack, "AWS::Lambda::Function")) == 1


def test_a_provider_can_be_given(stack: Stack, associate: Associate) -> None:
    associate(provider=LineageProvider(stack, "Provider"))

    assert list(resources(stack, "AWS::Lambda::Function")) == ["ProviderFunction30350776"]


def test_a_provider_of_another_stack_is_reported(
    app: App, stack: Stack, associate: Associate
) -> None:
    associate(provider=LineageProvider(Stack(app, "Other"), "Provider"))

    assert errors(stack) == [
        "Stack/Edge: provider is 'Other/Provider'; expected a LineageProvider in the same stack, "
        "Stack"
    ]


def test_a_provider_that_is_none_is_refused_at_once(associate: Associate) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Edge: provider is 5 \(int\); expected a Lineage"):
        associate(provider=5)


@pytest.mark.parametrize(
    ("removal_policy", "deletion"),
    [(RemovalPolicy.DESTROY, "Delete"), (RemovalPolicy.RETAIN, "Retain")],
)
def test_removal_policy_decides_whether_the_association_is_kept(
    stack: Stack, associate: Associate, removal_policy: RemovalPolicy, deletion: str
) -> None:
    associate(removal_policy=removal_policy)

    assert resource(stack, RESOURCE_TYPE)["DeletionPolicy"] == deletion


def test_an_association_is_deleted_by_default(stack: Stack, associate: Associate) -> None:
    associate()

    assert resource(stack, RESOURCE_TYPE)["DeletionPolicy"] == "Delete"


def test_the_escape_hatch_is_the_resource(stack: Stack, associate: Associate) -> None:
    child = associate().node.default_child

    assert isinstance(child, CfnResource)
    child.add_property_override("AssociationType", "SameAs")
    assert properties(stack)["AssociationType"] == "SameAs"


def test_an_association_has_no_tags(stack: Stack, declare: Declare) -> None:
    declare("Model").derived_from(declare("Data"))
    Tags.of(stack).add("team", "ml")

    assert "Tags" not in properties(stack)
    assert errors(stack) == []


def test_tokens_are_taken_wherever_a_value_can_be_one(stack: Stack, associate: Associate) -> None:
    names = ("Source", "Destination", "Type")
    source, destination, type_ = (CfnParameter(stack, name).value_as_string for name in names)
    associate(source=source, destination=destination, association_type=type_)

    assert errors(stack) == []
    assert properties(stack) == {
        "SourceArn": {"Ref": "Source"},
        "DestinationArn": {"Ref": "Destination"},
        "AssociationType": {"Ref": "Type"},
    }


def test_what_is_known_only_at_deployment_is_not_judged(app: App) -> None:
    stack = Stack(app, "Stack", env=Environment(account="123456789012", region="eu-west-1"))
    Association(
        stack,
        "Edge",
        source=f"arn:{stack.partition}:sagemaker:us-east-1:{stack.account}:artifact/1",
        destination=Fn.condition_if("Condition", "a b", ""),  # type: ignore[arg-type]
        association_type="{{resolve:ssm:/churn/type}}",
    )

    assert errors(stack) == []


def test_an_arn_of_anywhere_is_taken_by_a_stack_for_anywhere(
    stack: Stack, associate: Associate
) -> None:
    associate()

    assert errors(stack) == []


@jsii.implements(IStableStringProducer)
class _Late:
    def __init__(self, values: list[str]) -> None:
        self.values = values

    def produce(self) -> str:
        return self.values[0]


def test_a_late_value_is_the_final_one(stack: Stack, associate: Associate) -> None:
    late: list[str] = []
    associate(source=Lazy.string(_Late(late)))
    late.append("churn-7")

    assert properties(stack)["SourceArn"] == "churn-7"
    assert errors(stack)[0].startswith("Stack/Edge: source is 'churn-7'; expected an ARN")


def native_artifact(stack: Stack) -> IArtifactRef:
    return sagemaker.CfnArtifact(
        stack,
        "Entity",
        artifact_type="Model",
        source=sagemaker.CfnArtifact.ArtifactSourceProperty(source_uri="s3://bucket/key"),
    )


def native_action(stack: Stack) -> IActionRef:
    return action(stack, "Entity")


def native_context(stack: Stack) -> IContextRef:
    return sagemaker.CfnContext(
        stack,
        "Entity",
        context_name="churn",
        context_type="Project",
        source=sagemaker.CfnContext.SourceProperty(source_uri="churn"),
    )


def native_experiment(stack: Stack) -> IExperimentRef:
    return sagemaker.CfnExperiment(stack, "Entity", experiment_name="churn")


def native_experiment_trial_component(stack: Stack) -> IExperimentTrialComponentRef:
    return sagemaker.CfnExperimentTrialComponent(stack, "Entity", trial_component_name="churn")


def native_trial_component(stack: Stack) -> ITrialComponentRef:
    return sagemaker.CfnTrialComponent(stack, "Entity", trial_component_name="churn")


@pytest.mark.parametrize(
    ("entity", "arn"),
    [
        (native_artifact, {"Ref": "Entity"}),
        (native_action, {"Ref": "Entity"}),
        (native_context, {"Ref": "Entity"}),
        (native_experiment, {"Ref": "Entity"}),
        (native_experiment_trial_component, {"Fn::GetAtt": ["Entity", "Arn"]}),
        (native_trial_component, {"Ref": "Entity"}),
    ],
)
def test_every_lineage_entity_that_cdk_knows_can_be_associated(
    stack: Stack, declare: Declare, entity: Callable[[Stack], Any], arn: dict[str, Any]
) -> None:
    native, model = entity(stack), declare("Model")
    model.associated_with(native)
    Association(stack, "Back", source=native, destination=model)

    model_arn = stack.resolve(model.artifact_arn)
    rendered = [each["Properties"] for each in resources(stack, RESOURCE_TYPE).values()]
    assert [(each["SourceArn"], each["DestinationArn"]) for each in rendered] == [
        (model_arn, arn),
        (arn, model_arn),
    ]
    assert errors(stack) == []


@pytest.mark.parametrize("end", ["source", "destination"])
@pytest.mark.parametrize("given", [5, None, b"arn", ["arn"], {"artifact_arn": "arn"}])
def test_what_cannot_be_associated_is_refused_at_once(
    associate: Associate, end: str, given: object
) -> None:
    with pytest.raises(
        TypeError,
        match=rf"^Stack/Edge: {end} is .* expected an artifact, action, context, experiment or "
        rf"trial component, or an ARN$",
    ):
        associate(**{end: given})


def test_a_stack_is_no_entity(stack: Stack, associate: Associate) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Edge: source is "):
        associate(source=stack)


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


def test_the_same_association_cannot_be_declared_twice(declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    model.derived_from(data)

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


def test_an_artifact_made_elsewhere_has_the_verbs(stack: Stack, declare: Declare) -> None:
    imported: IArtifact = Artifact.from_artifact_arn(stack, "Imported", DESTINATION)
    model = declare("Model")
    model.derived_from(imported)
    imported.produced_by(model)

    model_arn = stack.resolve(model.artifact_arn)
    assert list(edges(stack).values()) == [
        (model_arn, "Produced", DESTINATION),
        (DESTINATION, "DerivedFrom", model_arn),
    ]


def test_an_association_is_in_the_stack_that_comes_after(
    app: App, stack: Stack, declare: Declare
) -> None:
    after = Stack(app, "After")
    data, report = declare("Data"), declare("Report", scope=after)
    CfnOutput(after, "DataArn", value=data.artifact_arn)
    data.contributed_to(report)
    report.same_as(declare("Copy", scope=after))

    assert resources(stack, RESOURCE_TYPE) == {}
    assert [source for source, *_ in edges(after).values()] == [
        {"Fn::ImportValue": "Stack:ExportsOutputRefData666C94C774A46B8E"},
        {"Ref": "ReportC847FC22"},
    ]
    assert [each.node.path for each in after.dependencies] == ["Stack"]
    assert stack.dependencies == []


def test_an_association_uses_the_function_of_its_destination(
    stack: Stack, declare: Declare
) -> None:
    declare("Model", provider=LineageProvider(stack, "Provider")).produced_by(action(stack))

    assert list(resources(stack, "AWS::Lambda::Function")) == ["ProviderFunction30350776"]


def test_each_nested_stack_has_its_own_provider(stack: Stack, declare: Declare) -> None:
    nested = NestedStack(stack, "Nested")
    declare("Inner", scope=nested).derived_from(declare("Outer"))

    assert len(resources(nested, RESOURCE_TYPE)) == 1
    assert len(resources(nested, "AWS::Lambda::Function")) == 1


def test_the_same_pair_in_two_stacks_is_allowed(app: App) -> None:
    stacks = [Stack(app, name) for name in ("One", "Two")]
    for stack in stacks:
        Association(stack, "Edge", source=SOURCE, destination=DESTINATION)

    assert [errors(stack) for stack in stacks] == [[], []]


def test_the_way_back_is_another_pair(stack: Stack, associate: Associate) -> None:
    associate("There")
    associate("Back", source=DESTINATION, destination=SOURCE)

    assert errors(stack) == []
    assert warnings(stack) == []


def test_what_turns_out_the_same_is_the_same(stack: Stack, declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    model.derived_from(data)
    again = Fn.ref(stack.resolve(data.artifact_arn)["Ref"])
    Association(stack, "Again", source=again, destination=model)
    Association(stack, "Loop", source=again, destination=data)

    pair, loop = errors(stack)
    assert pair.startswith("Stack/Again: destination is 'Stack/Model'; expected another one than")
    assert loop == (
        "Stack/Loop: destination is 'Stack/Data'; expected another entity than the source"
    )


def test_a_cycle_over_stacks_is_named(app: App, stack: Stack) -> None:
    other = Stack(app, "Other")
    arns = {name: f"{ENTITIES}:artifact/{name}" for name in ("a", "b", "c")}
    a, b = (Artifact.from_artifact_arn(stack, name, arns[name]) for name in ("a", "b"))
    b.derived_from(a)
    b.contributed_to(Artifact.from_artifact_arn(other, "c", arns["c"]))
    Association(
        other, "Last", source=arns["c"], destination=arns["a"], association_type="DerivedFrom"
    )

    assert warnings(stack) == []
    (message,) = warnings(other)
    assert message.startswith("Other/Last: ")
    assert "'Other/c' → 'Stack/a' → 'Stack/b' → 'Other/c'" in message


def test_each_cycle_is_named_once(app: App, stack: Stack, declare: Declare) -> None:
    a, b, c = (declare(name) for name in "abc")
    for source, destination in ((a, b), (b, a), (b, c), (c, b)):
        destination.derived_from(source)
    app.synth()
    app.synth(force=True)

    cycles = [message.split("source: ")[1].split(", each")[0] for message in warnings(stack)]
    assert cycles == ["'Stack/a' → 'Stack/b' → 'Stack/a'", "'Stack/b' → 'Stack/c' → 'Stack/b'"]


def test_a_warning_of_a_cycle_can_be_acknowledged(stack: Stack, declare: Declare) -> None:
    a, b = declare("a"), declare("b")
    b.derived_from(a)
    a.produced_by(b)
    Annotations.of(stack).acknowledge_warning("cdk-sagemaker-lineage:cycle")

    assert warnings(stack) == []


@pytest.mark.parametrize("verb", [Artifact.associated_with, Artifact.same_as])
def test_types_without_direction_make_no_cycle(stack: Stack, declare: Declare, verb: Verb) -> None:
    a, b = declare("a"), declare("b")
    verb(a, b)
    verb(b, a)

    assert warnings(stack) == []


def test_two_ways_to_one_entity_make_no_cycle(stack: Stack, declare: Declare) -> None:
    a, b, c, d = (declare(name) for name in "abcd")
    for source, destination in ((a, b), (a, c), (b, d), (c, d), (a, d)):
        destination.derived_from(source)

    assert warnings(stack) == []
    assert errors(stack) == []


def test_associations_of_a_stage_are_checked(app: App) -> None:
    stack = Stack(Stage(app, "Beta"), "Stack")
    for name in ("One", "Two"):
        Association(stack, name, source=SOURCE, destination=DESTINATION)
    Association(
        stack,
        "Back",
        source=DESTINATION,
        destination=SOURCE,
        association_type=AssociationType.PRODUCED,
    )

    assert [message.split(":")[0] for message in errors(stack)] == ["Beta/Stack/Two"]
    assert warnings(stack) == []


def test_associations_of_a_stack_without_an_app_are_checked() -> None:
    stack = Stack()
    for name in ("One", "Two"):
        Association(stack, name, source=SOURCE, destination=DESTINATION)

    assert [message.split(":")[0] for message in errors(stack)] == ["Default/Two"]


def test_a_graph_of_200_artifacts_is_checked(app: App) -> None:
    stack = Stack(app, "Many")
    artifacts = [
        Artifact(
            stack,
            f"Artifact{number}",
            source=ArtifactSource.from_uri(f"s3://bucket/{number}"),
            artifact_type="DataSet",
        )
        for number in range(200)
    ]
    for source, destination in pairwise(artifacts):
        destination.derived_from(source)

    assert errors(stack) == []
    assert len(resources(stack, RESOURCE_TYPE)) == 199
