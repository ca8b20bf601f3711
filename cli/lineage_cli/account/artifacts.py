"""The artifacts of an account and region, and what may be done to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .pace import CallPace

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# MaxResults of the service model for lists.
_PAGE = 100
# A throttled call is sent again, up to minutes later; each attempt is spaced by the pace.
_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 12})
_NOT_FOUND = ("ResourceNotFound", "ResourceNotFoundException")

Pair = tuple[str, str]
"""The ARNs of the two entities of an association, source first."""


@dataclass(frozen=True)
class FoundArtifact:
    """An artifact as a list shows it.

    Parameters
    ----------
    arn, name, type, source_uri
        Its members; the name may be empty.
    created
        When it was created.
    """

    arn: str
    name: str
    type: str
    source_uri: str
    created: datetime


class AccountArtifacts:
    """Lists, reads and deletes the artifacts of an account and region.

    Parameters
    ----------
    session
        The session to call SageMaker with.
    pace
        What spaces its calls.
    """

    def __init__(self, session: boto3.Session, pace: CallPace) -> None:
        self._client: SageMakerClient = session.client("sagemaker", config=_RETRIES)
        pace.watch(self._client)

    def all(self) -> Iterator[FoundArtifact]:
        """Yield every artifact."""
        pages = self._client.get_paginator("list_artifacts").paginate(
            PaginationConfig={"PageSize": _PAGE}
        )
        for page in pages:
            for each in page["ArtifactSummaries"]:
                yield FoundArtifact(
                    each["ArtifactArn"],
                    each.get("ArtifactName", ""),
                    each.get("ArtifactType", ""),
                    each["Source"]["SourceUri"],
                    each["CreationTime"],
                )

    def tags(self, arn: str) -> dict[str, str] | None:
        """Return the tags of an artifact; ``None`` if it is gone."""
        try:
            pages = self._client.get_paginator("list_tags").paginate(ResourceArn=arn)
            return {tag["Key"]: tag["Value"] for page in pages for tag in page["Tags"]}
        except ClientError as error:
            if not _is_not_found(error):
                raise
            return None

    def associations(self, arn: str) -> list[Pair]:
        """Return the associations from and to an entity."""
        paginator = self._client.get_paginator("list_associations")
        requests = (
            paginator.paginate(SourceArn=arn, PaginationConfig={"PageSize": _PAGE}),
            paginator.paginate(DestinationArn=arn, PaginationConfig={"PageSize": _PAGE}),
        )
        return [
            (each["SourceArn"], each["DestinationArn"])
            for pages in requests
            for page in pages
            for each in page["AssociationSummaries"]
        ]

    def entities_of_record(self, arn: str) -> Pair | None:
        """Return the entities of the association whose record an artifact is."""
        try:
            properties = self._client.describe_artifact(ArtifactArn=arn).get("Properties", {})
        except ClientError as error:
            if not _is_not_found(error):
                raise
            return None
        ends = properties.get("SourceArn"), properties.get("DestinationArn")
        return (ends[0], ends[1]) if ends[0] and ends[1] else None

    def delete_association(self, pair: Pair) -> None:
        """Delete an association, if it is there."""
        try:
            self._client.delete_association(SourceArn=pair[0], DestinationArn=pair[1])
        except ClientError as error:
            if not _is_not_found(error):
                raise

    def delete(self, arn: str) -> None:
        """Delete an artifact, if it is there."""
        try:
            self._client.delete_artifact(ArtifactArn=arn)
        except ClientError as error:
            if not _is_not_found(error):
                raise

    def delete_tags(self, arn: str, keys: list[str]) -> None:
        """Delete tags of an artifact."""
        self._client.delete_tags(ResourceArn=arn, TagKeys=keys)


def _is_not_found(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in _NOT_FOUND
