"""What SageMaker shows of an association, and of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.lineage_handler.user_view import tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADOPTED = ("cdk-sagemaker-lineage:association", "adopted")


def present(sagemaker: SageMakerClient, edge: Mapping[str, Any]) -> list[str | None]:
    """Return the type of the association, if there is one between these entities."""
    entities = {"SourceArn": edge["SourceArn"], "DestinationArn": edge["DestinationArn"]}
    found = sagemaker.list_associations(**entities)["AssociationSummaries"]
    return [association.get("AssociationType") for association in found]


def holders(sagemaker: SageMakerClient, record: str) -> list[str]:
    claims = [value for key, value in tags_of(sagemaker, record).items() if ":claim:" in key]
    return sorted(value.partition(" by ")[0] for value in claims)
