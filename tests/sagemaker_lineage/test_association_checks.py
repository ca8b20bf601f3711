"""What only the associations of an app together can show: the same pair twice, and cycles."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from aws_cdk import Annotations, App, Fn, Stack, Stage

from sagemaker_lineage import Artifact, ArtifactSource, Association, AssociationType

from .conftest import DESTINATION, ENTITIES, SOURCE, Associate, Declare, Report
from .mistakes import Mistake
from .synthesis import ASSOCIATION, errors, resources, warnings


def declared_twice(stack: Stack) -> dict[str, Any]:
    entities: dict[str, Any] = {
        "source": f"{ENTITIES}:artifact/data",
        "destination": f"{ENTITIES}:action/training",
    }
    Association(stack, "First", **entities, association_type="ContributedTo")
    return entities | {"association_type": "AssociatedWith"}


TABLE = {
    "source and destination the same": Mistake(
        {"source": f"{ENTITIES}:artifact/1", "destination": f"{ENTITIES}:artifact/1"},
        f"destination is {ENTITIES + ':artifact/1'!r}; expected another entity than the source",
    ),
    "source and destination associated twice": Mistake(
        declared_twice,
        f"destination is {ENTITIES + ':action/training'!r}; expected another one than that of "
        f"Known/First, whose source is the same: SageMaker holds one association for each pair, "
        f"whatever its type",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_in_an_association_is_reported(
    association_report: Report, mistake: Mistake
) -> None:
    assert association_report(mistake) == mistake.message


CYCLE = Mistake(
    {},
    "destination is 'Stack/Data'; expected an entity that does not lead back to the source: "
    "'Stack/Model' → 'Stack/Data' → 'Stack/Model', each arrow from source to destination",
)


def test_lineage_that_goes_in_a_cycle_is_a_warning(stack: Stack, declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    model.derived_from(data)
    Association(
        stack, "Last", source=model, destination=data, association_type=AssociationType.PRODUCED
    )

    assert errors(stack) == []
    (message,) = warnings(stack)
    assert message == f"Stack/Last: {CYCLE.message} [ack: cdk-sagemaker-lineage:cycle]"


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
def test_types_without_direction_make_no_cycle(
    stack: Stack, declare: Declare, verb: Callable[[Artifact, Artifact], Association]
) -> None:
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
    assert len(resources(stack, ASSOCIATION)) == 199
