"""What SageMaker knows: entities, associations, and the records of declared associations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from botocore.exceptions import ClientError

from .elements import Declaration, Kind

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient
    from types_boto3_sagemaker.type_defs import QueryLineageRequestTypeDef

Direction = Literal["Both", "Ascendants", "Descendants"]

# How an association is found on the artifact that records who declares it, see docs/ownership.md.
_CLAIM = "cdk-sagemaker-lineage:claim:"
_CLAIM_VALUE_MAX = 256

# QueryLineageMaxResults of the service model.
_PAGE = 50


@dataclass(frozen=True)
class Association:
    """An association, declared or found.

    Parameters
    ----------
    source, destination
        The ARNs of its ends.
    type
        Its type; ``None`` if it has none, or none was declared.
    """

    source: str
    destination: str
    type: str | None


class Lineage:
    """Reads the lineage that SageMaker holds.

    Parameters
    ----------
    sagemaker
        The client.
    """

    def __init__(self, sagemaker: "SageMakerClient") -> None:
        self._sagemaker = sagemaker

    def query(
        self, start: str, direction: Direction, depth: int
    ) -> tuple[dict[str, str | None], list[Association]]:
        """Give what can be reached from an entity: types by ARN, and the associations between.

        Nothing, if the entity is not there.
        """
        entities: dict[str, str | None] = {}
        associations = []
        for page in self._pages(start, direction, depth):
            entities |= {vertex["Arn"]: vertex.get("Type") for vertex in page["Vertices"]}
            associations += [
                Association(edge["SourceArn"], edge["DestinationArn"], edge.get("AssociationType"))
                for edge in page["Edges"]
            ]
        return entities, associations

    def describe(self, arn: str) -> dict[str, Any] | None:
        """Give what SageMaker tells of an artifact, action or context; ``None`` if it is gone."""
        try:
            match Kind.of_arn(arn):
                case Kind.ARTIFACT:
                    return dict(self._sagemaker.describe_artifact(ArtifactArn=arn))
                case Kind.ACTION:
                    return dict(self._sagemaker.describe_action(ActionName=arn))
                case _:
                    return dict(self._sagemaker.describe_context(ContextName=arn))
        except ClientError as error:
            if not _is_not_found(error):
                raise
            return None

    def declared_association(self, record: str, declaration: Declaration) -> Association | None:
        """Read what a resource declares from its record; ``None`` if the record is gone."""
        described = self.describe(record)
        if described is None:
            return None
        properties = described["Properties"]
        return Association(
            properties["SourceArn"],
            properties["DestinationArn"],
            self._declared_type(record, declaration),
        )

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

    def _declared_type(self, record: str, declaration: Declaration) -> str | None:
        """Find the claim of a resource, ``<stack>/<logical id>``, maybe with `` as <type>``.

        Of names that are too long for a tag, the beginning is there.
        """
        pages = self._sagemaker.get_paginator("list_tags").paginate(ResourceArn=record)
        for tag in (tag for page in pages for tag in page["Tags"]):
            owner, separator, association_type = tag["Value"].partition(" as ")
            owner_max = _CLAIM_VALUE_MAX - len(separator + association_type)
            if tag["Key"].startswith(_CLAIM) and owner == str(declaration)[:owner_max]:
                return association_type or None
        return None


def _is_not_found(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in ("ResourceNotFound", "ResourceNotFoundException")
