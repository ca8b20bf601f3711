"""Names that other tests still use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def associate_by_hand(sagemaker: SageMakerClient, arn: str) -> str:
    other = sagemaker.create_artifact(Source={"SourceUri": "s3://other"}, ArtifactType="X")
    sagemaker.add_association(
        SourceArn=arn, DestinationArn=other["ArtifactArn"], AssociationType="DerivedFrom"
    )
    return other["ArtifactArn"]
