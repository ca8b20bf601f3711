"""SageMaker's lineage API, as much of it as the lifecycle needs, under one request's deadline."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .declaration import Edge, Source, without_empty
from .patience import persist
from .reasons import (
    NETWORK_ERRORS,
    code_of,
    is_access_denied,
    is_not_found,
    is_surely_refused,
    may_be_taken,
)
from .stand_in_name import original_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient
    from types_boto3_sagemaker.type_defs import TagTypeDef

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_CONNECT_SECONDS = 5.0
_READ_SECONDS = 20.0


@dataclass(frozen=True)
class Artifact:
    """An artifact as SageMaker has it; without an ARN, as it is to be."""

    arn: str
    source: Source
    artifact_type: str
    artifact_name: str | None
    properties: dict[str, str]
    metadata_properties: dict[str, str]
    created: datetime | None = None


@functools.cache
def sagemaker_client() -> SageMakerClient:
    """Make the client once per execution environment."""
    return boto3.client(
        "sagemaker",
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            # One layer of retries, and it is not botocore's: see the module patience.
            retries={"mode": "standard", "total_max_attempts": 1},
        ),
    )


@dataclass(frozen=True)
class FoundEdge:
    """An association as it is found.

    Attributes
    ----------
    edge
        The association.
    original
        The same, with artifacts in the place of their stand-ins.
    """

    edge: Edge
    original: Edge

    @classmethod
    def read(cls, summary: Mapping[str, Any]) -> FoundEdge:
        """Read what a list says of an association."""
        source, destination = summary["SourceArn"], summary["DestinationArn"]
        association_type = summary.get("AssociationType")
        return cls(
            Edge(source, destination, association_type),
            Edge(
                original_of(source, summary.get("SourceName")),
                original_of(destination, summary.get("DestinationName")),
                association_type,
            ),
        )


@dataclass
class Lineage:
    """The lineage API for one request.

    Attributes
    ----------
    client
        A SageMaker client that does not retry by itself.
    seconds_left
        Tells how many seconds the function has left.
    may_have_written
        Whether any call may have changed something. Stays false while every one of them was
        surely refused or never sent.
    """

    client: SageMakerClient
    seconds_left: Callable[[], float]
    may_have_written: bool = field(default=False, init=False)

    def create(self, artifact: Artifact, tags: Mapping[str, str]) -> Artifact:
        """Create an artifact like this one; return it with its ARN.

        A create whose answer is lost is sent again. The service then refuses it as a second
        artifact on its source, and the caller finds the first one.
        """
        request = _to_create_request(artifact, tags)
        arn = self._write(self.client.create_artifact, **request)["ArtifactArn"]
        logger.info({"event": "created", "arn": arn})
        return replace(artifact, arn=arn)

    def create_once(self, artifact: Artifact, tags: Mapping[str, str]) -> None:
        """Send a create, and do not send it again whatever comes of it."""
        self.client.create_artifact(**_to_create_request(artifact, tags))

    def describe(self, arn: str) -> Artifact | None:
        """Return the artifact, or None if there is none."""
        try:
            found = self._read(self.client.describe_artifact, ArtifactArn=arn)
        except ClientError as error:
            if is_not_found(error):
                return None
            raise
        return Artifact(
            arn=arn,
            source=Source.parse(found["Source"]),
            artifact_type=found.get("ArtifactType", ""),
            artifact_name=found.get("ArtifactName"),
            properties=dict(found.get("Properties", {})),
            metadata_properties=without_empty(found.get("MetadataProperties", {})),
            created=found.get("CreationTime"),
        )

    def update(self, arn: str, changes: Mapping[str, Any]) -> None:
        """Change an artifact's name and properties."""
        self._write(self.client.update_artifact, ArtifactArn=arn, **changes)
        logger.info({"event": "updated", "arn": arn, "members": sorted(changes)})

    def delete(self, arn: str) -> None:
        """Delete an artifact; one that is gone already is as good."""
        with absence_accepted(), self._done_if_denied(lambda: self.describe(arn) is None):
            self._write(self.client.delete_artifact, ArtifactArn=arn)
            logger.info({"event": "deleted", "arn": arn})

    def find(self, uri: str) -> list[tuple[str, Source]]:
        """Return ARN and source of every artifact on a source URI."""
        return [
            (summary["ArtifactArn"], Source.parse(summary["Source"]))
            for page in self._pages(self.client.list_artifacts, SourceUri=uri, MaxResults=100)
            for summary in page["ArtifactSummaries"]
        ]

    def tags(self, arn: str) -> dict[str, str] | None:
        """Return the artifact's tags, or None if there is no such artifact."""
        try:
            return {
                tag["Key"]: tag["Value"]
                for page in self._pages(self.client.list_tags, ResourceArn=arn)
                for tag in page["Tags"]
            }
        except ClientError as error:
            # The API models no error for tags of what does not exist: ask in a way that has one.
            if is_not_found(error) or (
                code_of(error) == "ValidationException" and self.describe(arn) is None
            ):
                return None
            raise

    def add_tags(self, arn: str, tags: Mapping[str, str]) -> None:
        """Add tags, or change their values."""
        with self._done_if_denied(lambda: (self.tags(arn) or {}).items() >= tags.items()):
            self._write(self.client.add_tags, ResourceArn=arn, Tags=_to_tag_list(tags))

    def delete_tags(self, arn: str, keys: Iterable[str]) -> None:
        """Remove tags."""
        keys = sorted(keys)
        with self._done_if_denied(lambda: not (self.tags(arn) or {}).keys() & set(keys)):
            self._write(self.client.delete_tags, ResourceArn=arn, TagKeys=keys)

    def edges(self, arn: str) -> list[FoundEdge]:
        """Return the associations of an artifact, in both directions."""
        return [
            FoundEdge.read(summary)
            for end in ("SourceArn", "DestinationArn")
            for page in self._pages(self.client.list_associations, **{end: arn}, MaxResults=100)
            for summary in page["AssociationSummaries"]
        ]

    def association(self, edge: Edge) -> tuple[Edge, datetime] | None:
        """Return the association between the same ends, and when it was made; or None."""
        ends = {"SourceArn": edge.source_arn, "DestinationArn": edge.destination_arn}
        for page in self._pages(self.client.list_associations, **ends):
            for summary in page["AssociationSummaries"]:
                found = edge._replace(association_type=summary.get("AssociationType"))
                return found, summary["CreationTime"]
        return None

    def disassociate(self, edge: Edge) -> None:
        """Delete an association; one that is gone already is as good."""
        with absence_accepted():
            self._write(
                self.client.delete_association,
                SourceArn=edge.source_arn,
                DestinationArn=edge.destination_arn,
            )
            logger.info({"event": "disassociated"} | edge.to_api())

    def associate(self, edge: Edge) -> bool:
        """Add an association, unless there is one between its ends; say whether it was added.

        One whose answer is lost is sent again, and then is there already.
        """
        try:
            self._write(self.client.add_association, **edge.to_api())
        except ClientError as error:
            if not may_be_taken(error):
                raise
            return False
        logger.info({"event": "associated"} | edge.to_api())
        return True

    def _read(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return persist(self.seconds_left, call, *args, **kwargs)

    def _write(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        def attempt() -> R:
            try:
                answer = call(*args, **kwargs)
            except (ClientError, *NETWORK_ERRORS) as error:
                self.may_have_written |= not is_surely_refused(error)
                raise
            self.may_have_written = True
            return answer

        return persist(self.seconds_left, attempt)

    @contextlib.contextmanager
    def _done_if_denied(self, is_done: Callable[[], bool]) -> Iterator[None]:
        """Accept that IAM denies what has been done.

        The role decides by an artifact's tags. So a call that deletes the artifact, or changes its
        mark, is denied when it is repeated because its answer was lost.
        """
        try:
            yield
        except ClientError as error:
            if not is_access_denied(error) or not is_done():
                raise

    def _pages(self, call: Callable[..., Any], **parameters: Any) -> Iterator[Mapping[str, Any]]:
        """Go through the pages of a list.

        Not botocore's paginator: it ends at the first error, and could not be asked again.
        """
        next_token: dict[str, str] = {}
        while True:
            page = self._read(call, **parameters, **next_token)
            yield page
            if not page.get("NextToken"):
                return
            next_token = {"NextToken": page["NextToken"]}


def _to_create_request(artifact: Artifact, tags: Mapping[str, str]) -> dict[str, Any]:
    """Write the CreateArtifact request."""
    request: dict[str, Any] = {
        "Source": artifact.source.to_api(),
        "ArtifactType": artifact.artifact_type,
        # Nobody but AWS can set AWS's own tags.
        "Tags": _to_tag_list({k: v for k, v in tags.items() if not k.startswith("aws:")}),
    }
    if artifact.artifact_name:
        request["ArtifactName"] = artifact.artifact_name
    if artifact.properties:
        request["Properties"] = artifact.properties
    if artifact.metadata_properties:
        request["MetadataProperties"] = artifact.metadata_properties
    return request


def _to_tag_list(tags: Mapping[str, str]) -> list[TagTypeDef]:
    """Write tags as the API takes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


@contextlib.contextmanager
def absence_accepted() -> Iterator[None]:
    """Accept that what a call is about is not there."""
    try:
        yield
    except ClientError as error:
        if not is_not_found(error):
            raise
