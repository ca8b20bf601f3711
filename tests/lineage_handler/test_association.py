"""Names that other tests still use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .declarations import association

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

__all__ = ["association", "make_ends"]


def make_ends(sagemaker: SageMakerClient) -> tuple[str, str]:
    data, model = (
        sagemaker.create_artifact(
            ArtifactName=name, Source={"SourceUri": f"s3://bucket/{name}"}, ArtifactType="DataSet"
        )["ArtifactArn"]
        for name in ("data", "model")
    )
    return data, model
