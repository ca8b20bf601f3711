"""What SageMaker shows of an association, and of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADOPTED = ("cdk-sagemaker-lineage:association", "adopted")


def present(sagemaker: SageMakerClient, edge: Mapping[str, Any]) -> list[str | None]:
    """Return the type of the association, if there is one between these entities."""
    entities = {"SourceArn": edge["SourceArn"], "DestinationArn": edge["DestinationArn"]}
    found = sagemaker.list_associations(**entities)["AssociationSummaries"]
    return [association.get("AssociationType") for association in found]


def tags_of(sagemaker: SageMakerClient, record: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in sagemaker.list_tags(ResourceArn=record)["Tags"]}


def holders(sagemaker: SageMakerClient, record: str) -> list[str]:
    claims = [value for key, value in tags_of(sagemaker, record).items() if ":claim:" in key]
    return sorted(value.partition(" by ")[0] for value in claims)


def records(sagemaker: SageMakerClient) -> list[str]:
    found = sagemaker.list_artifacts(ArtifactType="AssociationRecord")["ArtifactSummaries"]
    return [artifact["ArtifactArn"] for artifact in found]
