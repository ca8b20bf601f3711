"""Stacks that an earlier release deployed: its tags and records, as they lie in accounts.

What is written here by hand is frozen: it is what version 0.1.0 writes. A release that writes
something else adds that beside it, and goes on to serve this; see docs/upgrades.md.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from .declarations import EDGE, ENTITIES, GRAPH, artifact
from .simulator.resources import Properties, SimulatedResource
from .simulator.world import World
from .user_view import arns, associations, holders, records, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

STACK_ID = "arn:aws:cloudformation:eu-west-1:000000000000:stack/Stack/036d0be1"
CLAIM = "cdk-sagemaker-lineage:claim:927f9372afa16a85"
MADE = "by e34926d8-166b-4e38-9761-126e6eda11ff at 2026-01-01T00:00:00Z"
MARK = {"cdk-sagemaker-lineage:managed": "created"}
CLAIMS = {
    "Data": {f"{CLAIM}:cec3a9b89b2e3913": f"Stack/Data {MADE}"},
    "Model": {f"{CLAIM}:5e2c614c23f02239": f"Stack/Model {MADE}"},
    "Edge": {f"{CLAIM}:0f82fe727756eb9a": f"Stack/Edge as ContributedTo {MADE}"},
}
"""The claim that each resource has written on its artifact."""


def members_of_record(source_arn: str, destination_arn: str) -> Properties:
    """Return the record of an association, as `CreateArtifact` has been asked for it."""
    identity = sha256(f'["{source_arn}", "{destination_arn}"]'.encode()).hexdigest()
    return {
        "Source": {"SourceUri": f"cdk-sagemaker-lineage://association/{identity}"},
        "ArtifactType": "AssociationRecord",
        "Properties": {"SourceArn": source_arn, "DestinationArn": destination_arn},
    }


@pytest.fixture
def deployed(world: World, sagemaker: SageMakerClient) -> World:
    """A world whose stack an earlier release has deployed: this one has written nothing."""
    stack = world.stack
    stack.stack_id = STACK_ID

    def create(logical_id: str, members: Properties, declared: Properties) -> str:
        tags = [{"Key": k, "Value": v} for k, v in (MARK | CLAIMS[logical_id]).items()]
        arn = sagemaker.create_artifact(**members, Tags=tags)["ArtifactArn"]  # type: ignore[arg-type]
        stack.resources[logical_id] = SimulatedResource(declared, arn, {})
        return arn

    data, model = (create(name, ENTITIES[name], ENTITIES[name]) for name in ("Data", "Model"))
    ends = {"SourceArn": data, "DestinationArn": model}
    create("Edge", members_of_record(data, model), EDGE | ends)
    sagemaker.add_association(**ends, AssociationType="ContributedTo")
    stack.template = GRAPH
    return world


def test_it_is_what_is_written_today(graph: World, sagemaker: SageMakerClient) -> None:
    """But for the stack, the request and the time."""

    def of_this_stack(tags: dict[str, str]) -> dict[str, str]:
        key = re.compile(r"(?<=:claim:)[0-9a-f]{16}")
        time = re.compile(r"by [0-9a-f-]{36} at [0-9-]{10}T[0-9:]{8}Z$")
        own = CLAIM.rpartition(":")[2]
        return {key.sub(own, name): time.sub(MADE, value) for name, value in tags.items()}

    for logical_id, claim in CLAIMS.items():
        assert of_this_stack(tags_of(sagemaker, graph.arn(logical_id))) == MARK | claim
    record = sagemaker.describe_artifact(ArtifactArn=graph.arn("Edge"))
    expected = members_of_record(graph.arn("Data"), graph.arn("Model"))
    assert record["Source"]["SourceUri"] == expected["Source"]["SourceUri"]
    assert {name: record[name] for name in ("ArtifactType", "Properties")} == {
        name: expected[name] for name in ("ArtifactType", "Properties")
    }


def test_it_is_changed_in_place(deployed: World, sagemaker: SageMakerClient) -> None:
    before = arns(sagemaker)
    deployed.stack.deploy(GRAPH | {"Data": artifact("data", Properties={"rows": "2"})})
    assert sorted(arns(sagemaker)) == sorted(before)
    described = sagemaker.describe_artifact(ArtifactArn=deployed.arn("Data"))
    assert described["Properties"] == {"rows": "2"}
    assert holders(sagemaker, deployed.arn("Data")) == ["Stack/Data"]
    assert associations(sagemaker) == {("data", "model"): "ContributedTo"}


def test_it_is_renamed(deployed: World, sagemaker: SageMakerClient) -> None:
    data = deployed.arn("Data")
    deployed.stack.deploy({"Renamed": ENTITIES["Data"], "Model": ENTITIES["Model"]})
    assert deployed.arn("Renamed") == data
    assert holders(sagemaker, data) == ["Stack/Renamed"]


def test_it_is_deleted_to_the_last_record(deployed: World, sagemaker: SageMakerClient) -> None:
    deployed.stack.deploy(ENTITIES)
    assert records(sagemaker) == []
    assert associations(sagemaker) == {}
    deployed.stack.deploy({})
    assert arns(sagemaker) == []
