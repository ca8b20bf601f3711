"""The lineage that SageMaker has: entities, and the associations between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from ..model import DeclaringResource, EntityKind
from .claims import declared_type

if TYPE_CHECKING:
    from types_boto3_sagemaker.type_defs import QueryLineageRequestTypeDef

Direction: TypeAlias = Literal["Both", "Ascendants", "Descendants"]
"""Which way a query goes from the entity that it starts at."""

MAX_DEPTH: Final = 10
"""How many associations a query can go at most: QueryLineageMaxDepth of the service model."""

# QueryLineageMaxResults of the service model.
_PAGE = 50

# SageMaker throttles the lineage calls at low rates, so botocore adapts its own rate.
_RETRIES = Config(retries={"mode": "adaptive", "total_max_attempts": 20})


@dataclass(frozen=True)
class AssociationKey:
    """What identifies an association.

    Parameters
    ----------
    source, destination
        The ARNs of the two entities.
    type
        Its type; ``None`` if it has none, or none is declared.
    """

    source: str
    destination: str
    type: str | None

    @property
    def entities(self) -> tuple[str, str]:
        """The ARNs of the two entities."""
        return self.source, self.destination


class SageMakerLineage:
    """Reads the lineage that SageMaker has.

    Parameters
    ----------
    session
        The session to call SageMaker with.
    """

    def __init__(self, session: boto3.Session) -> None:
        self._sagemaker = session.client("sagemaker", config=_RETRIES)

    def query(
        self, start: str, direction: Direction, depth: int
    ) -> tuple[dict[str, str | None], list[AssociationKey]]:
        """Return the entities that a query reaches, and the associations between them.

        Parameters
        ----------
        start
            The ARN of the entity to start at.
        direction
            Which way to go.
        depth
            How many associations to go, 1 to `MAX_DEPTH`.

        Returns
        -------
        tuple[dict[str, str | None], list[AssociationKey]]
            The type of each entity by its ARN, and the associations, each once. Both are empty if
            the entity does not exist.
        """
        types: dict[str, str | None] = {}
        # SageMaker may repeat vertices and edges (sagemaker-python-sdk, commit a5c442370).
        associations: dict[AssociationKey, None] = {}
        for page in self._pages(start, direction, depth):
            types |= {vertex["Arn"]: vertex.get("Type") for vertex in page["Vertices"]}
            associations |= {
                AssociationKey(
                    edge["SourceArn"], edge["DestinationArn"], edge.get("AssociationType")
                ): None
                for edge in page["Edges"]
            }
        # The API reference does not promise that both entities of each association are listed.
        joined = (arn for association in associations for arn in association.entities)
        return types | {arn: None for arn in joined if arn not in types}, list(associations)

    def describe(self, arn: str) -> dict[str, Any] | None:
        """Return the description of an artifact, action or context; ``None`` if it is gone."""
        try:
            match EntityKind.of_arn(arn):
                case EntityKind.ARTIFACT:
                    return dict(self._sagemaker.describe_artifact(ArtifactArn=arn))
                case EntityKind.ACTION:
                    return dict(self._sagemaker.describe_action(ActionName=arn))
                case _:
                    return dict(self._sagemaker.describe_context(ContextName=arn))
        except ClientError as error:
            if not _is_not_found(error):
                raise
            return None

    def declared_association(
        self, record: str, resource: DeclaringResource
    ) -> AssociationKey | None:
        """Return the association that a resource declares.

        Parameters
        ----------
        record
            The ARN of the association's record, which is the resource's physical id.
        resource
            The resource.

        Returns
        -------
        AssociationKey | None
            ``None`` if the record is gone.
        """
        described = self.describe(record)
        if described is None:
            return None
        properties = described["Properties"]
        return AssociationKey(
            properties["SourceArn"],
            properties["DestinationArn"],
            declared_type(self.tags(record), resource),
        )

    def associations(self, arn: str) -> list[AssociationKey]:
        """Return the associations from and to an entity."""
        paginator = self._sagemaker.get_paginator("list_associations")
        requests = (paginator.paginate(SourceArn=arn), paginator.paginate(DestinationArn=arn))
        return [
            AssociationKey(
                each["SourceArn"], each["DestinationArn"], each.get("AssociationType") or None
            )
            for pages in requests
            for page in pages
            for each in page["AssociationSummaries"]
        ]

    def tags(self, arn: str) -> dict[str, str]:
        """Return the tags of an entity."""
        pages = self._sagemaker.get_paginator("list_tags").paginate(ResourceArn=arn)
        return {tag["Key"]: tag["Value"] for page in pages for tag in page["Tags"]}

    def _pages(self, start: str, direction: Direction, depth: int) -> Iterator[Any]:
        request: QueryLineageRequestTypeDef = {
            "StartArns": [start],
            "Direction": direction,
            "MaxDepth": depth,
            "IncludeEdges": True,
            "MaxResults": _PAGE,
        }
        while True:
            try:
                page = self._sagemaker.query_lineage(**request)
            except ClientError as error:
                if not _is_not_found(error):
                    raise
                return
            yield page
            if not page.get("NextToken"):
                return
            request["NextToken"] = page["NextToken"]


def _is_not_found(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in ("ResourceNotFound", "ResourceNotFoundException")
