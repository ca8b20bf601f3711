"""An app and a stack, without CDK's own template validation, which takes seconds."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import App, Stack

from sagemaker_lineage import Artifact, ArtifactSource

Declare = Callable[..., Artifact]


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
