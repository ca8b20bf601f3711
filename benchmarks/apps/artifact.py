"""Artifacts by this library, as the README has them."""

from __future__ import annotations

from aws_cdk import Stack

from sagemaker_lineage import Artifact, ArtifactSource, ArtifactType, LineageProvider

IN_STACK_MAX = 495
"""How many fit into the 500 resources of a stack."""


def provide(stack: Stack) -> LineageProvider:
    """Declare what serves the artifacts of a stack."""
    return LineageProvider(stack, LineageProvider.ID)


def declare(stack: Stack, _provider: LineageProvider, count: int) -> list[Artifact]:
    """Declare artifacts in a stack."""
    folder = stack.stack_name
    return [
        Artifact(
            stack,
            f"DataSet{number}",
            source=ArtifactSource.from_uri(f"s3://bucket/{folder}/{number}.csv"),
            artifact_type=ArtifactType.DATA_SET,
            artifact_name=f"data-set-{number}",
            properties={"rows": "70421", "columns": "21", "split": "train"},
        )
        for number in range(count)
    ]
