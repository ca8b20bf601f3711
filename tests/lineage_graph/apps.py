"""What apps declare."""

from typing import Any

from constructs import Construct
from sagemaker_lineage import Artifact, ArtifactSource


def artifact(scope: Construct, construct_id: str, **given: Any) -> Artifact:
    defaults: dict[str, Any] = {
        "source": ArtifactSource.from_uri(f"s3://bucket/{construct_id}"),
        "artifact_type": "Model",
    }
    return Artifact(scope, construct_id, **(defaults | given))
