"""What synthesis costs, in what can be counted: round trips to CDK's process, resources, bytes."""

import json
from collections.abc import Callable

import pytest
from aws_cdk import App, Stack
from jsii._kernel.providers.process import _NodeProcess

from sagemaker_lineage import Artifact, ArtifactSource, ArtifactType, LineageProvider

from .synthesis import template

# Ceilings: each round trip takes about a tenth of a millisecond, and a large app has thousands.
PER_ARTIFACT = 6
PER_ASSOCIATION = 6
PER_PROVIDER = 39
# Function, role, its policy, log group, and how Lambda retries.
RESOURCES = 5
BYTES_PER_ARTIFACT = 700

Count = Callable[[], int]


@pytest.fixture
def round_trips(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Return how many round trips there were so far."""
    sent = 0
    send = _NodeProcess.send

    def counting(process: _NodeProcess, *request: object) -> object:
        nonlocal sent
        sent += 1
        return send(process, *request)  # type: ignore[arg-type]

    monkeypatch.setattr(_NodeProcess, "send", counting)
    return lambda: sent


def declare(stack: Stack, count: int) -> list[Artifact]:
    return [
        Artifact(
            stack,
            f"DataSet{number}",
            source=ArtifactSource.from_uri(f"s3://bucket/{number}.csv"),
            artifact_type=ArtifactType.DATA_SET,
            artifact_name=f"data-set-{number}",
            properties={"rows": "70421", "columns": "21", "split": "train"},
        )
        for number in range(count)
    ]


def synthesise(count: int, *, associated: bool = False) -> None:
    app = App(builtin_cloud_formation_validation=False, analytics_reporting=False)
    artifacts = declare(Stack(app, "Stack"), count)
    if associated:
        for number, artifact in enumerate(artifacts):
            for original in artifacts[max(number - 2, 0) : number]:
                artifact.derived_from(original)
    app.synth()


def spent(round_trips: Count, count: int, *, associated: bool = False) -> int:
    before = round_trips()
    synthesise(count, associated=associated)
    return round_trips() - before


def test_an_artifact_is_few_round_trips(round_trips: Count) -> None:
    few, many = spent(round_trips, 2), spent(round_trips, 12)

    assert (many - few) / 10 <= PER_ARTIFACT


def test_an_association_by_a_verb_is_few_round_trips(round_trips: Count) -> None:
    """Two for each artifact, whose ARN is asked for when the first one refers to it."""
    few, many = (
        spent(round_trips, count, associated=True) - spent(round_trips, count) for count in (2, 12)
    )

    assert (many - few) / 20 <= PER_ASSOCIATION


def test_a_provider_is_few_round_trips(round_trips: Count) -> None:
    app = App(builtin_cloud_formation_validation=False, analytics_reporting=False)
    first, second = (Stack(app, name) for name in ("First", "Second"))
    LineageProvider(first, LineageProvider.ID)
    before = round_trips()
    LineageProvider(second, LineageProvider.ID)

    assert round_trips() - before <= PER_PROVIDER


def test_an_artifact_is_few_bytes(app: App) -> None:
    few, many = Stack(app, "Few"), Stack(app, "Many")
    declare(few, 2)
    declare(many, 12)

    sizes = [len(json.dumps(template(stack), indent=1)) for stack in (few, many)]
    assert (sizes[1] - sizes[0]) / 10 <= BYTES_PER_ARTIFACT


def test_a_stack_has_a_resource_for_each_artifact_and_five_more(stack: Stack) -> None:
    declare(stack, 10)

    assert len(template(stack)["Resources"]) == 10 + RESOURCES
