"""An app and a stack, without CDK's own template validation, which takes seconds."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_ec2 as ec2

from sagemaker_lineage import Artifact, ArtifactSource, Association

from .mistakes import Mistake
from .synthesis import errors

ENTITIES = "arn:aws:sagemaker:eu-west-1:123456789012"
SOURCE, DESTINATION = f"{ENTITIES}:action/training", f"{ENTITIES}:artifact/model"

Declare = Callable[..., Artifact]
Associate = Callable[..., Association]
Report = Callable[[Mistake], str]


@pytest.fixture
def app() -> App:
    return App(builtin_cloud_formation_validation=False, analytics_reporting=False)


@pytest.fixture
def stack(app: App) -> Stack:
    return Stack(app, "Stack")


@pytest.fixture
def declare(stack: Stack) -> Declare:
    """Declare an artifact of which a test states only what it is about."""

    def declare(construct_id: str = "Artifact", **given: Any) -> Artifact:
        defaults: dict[str, Any] = {
            "source": ArtifactSource.from_uri(f"s3://bucket/{construct_id}"),
            "artifact_type": "DataSet",
        }
        return Artifact(given.pop("scope", stack), construct_id, **(defaults | given))

    return declare


@pytest.fixture
def associate(stack: Stack) -> Associate:
    """Declare an association of which a test states only what it is about."""

    def associate(construct_id: str = "Edge", **given: Any) -> Association:
        defaults = {"source": SOURCE, "destination": DESTINATION}
        return Association(given.pop("scope", stack), construct_id, **(defaults | given))

    return associate


@pytest.fixture
def report(stack: Stack, declare: Declare) -> Report:
    """Declare an artifact with a mistake; return the only message, without its path."""

    def report(mistake: Mistake) -> str:
        declare("Model", **mistake.parameters(stack))
        (message,) = errors(stack)
        return message.removeprefix("Stack/Model: ")

    return report


@pytest.fixture
def association_report(app: App) -> Report:
    """Declare an association with a mistake in the same way, in a known account and region."""

    def report(mistake: Mistake) -> str:
        stack = Stack(app, "Known", env=Environment(account="123456789012", region="eu-west-1"))
        entities = {"source": f"{ENTITIES}:artifact/a", "destination": f"{ENTITIES}:artifact/b"}
        Association(stack, "Edge", **(entities | mistake.parameters(stack)))
        (message,) = errors(stack)
        return message.removeprefix("Known/Edge: ")

    return report


@pytest.fixture
def vpc(stack: Stack) -> ec2.IVpc:
    return ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id="vpc-1",
        availability_zones=["eu-west-1a", "eu-west-1b"],
        private_subnet_ids=["subnet-1", "subnet-2"],
        isolated_subnet_ids=["subnet-3", "subnet-4"],
    )
