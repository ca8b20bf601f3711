"""The calls of SageMaker's lineage API that the lifecycles need, under one request's deadline."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from . import errors
from .consistency import poll_until
from .data_loader import LineageLoader
from .deadline import Deadline
from .model import ArtifactMembers, AssociationMembers, Source
from .retries import with_retries

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

logger = logging.getLogger(__name__)

# Together less than what a deadline reserves: a call has ended when the function responds.
CONNECT_SECONDS = 4.0
READ_SECONDS = 10.0


@functools.cache
def sagemaker_client() -> SageMakerClient:
    """Return the client, made once per execution environment; the retries are not botocore's.

    It knows the operations that are called here, and no others, unless the runtime's botocore has
    its data in another form than this function knows.
    """
    retries: Any = {"mode": "standard", "total_max_attempts": 1}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    try:
        session = botocore.session.get_session()
        session.register_component("data_loader", LineageLoader())
        return boto3.Session(botocore_session=session).client("sagemaker", config=config)
    except Exception:  # noqa: BLE001 (whatever it is: boto3 knows its own data)
        return boto3.client("sagemaker", config=config)


@dataclass
class LineageApi:
    """The lineage API for one request.

    ``may_have_written`` stays false while nothing says that this delivery of the request, or an
    earlier one, may have written something.
    ``has_lost_response`` says that a write of this delivery may have been carried out, though it
    seemed to fail.
    ``tagged_arn`` is the artifact that was last created or tagged.
    """

    client: SageMakerClient
    deadline: Deadline
    may_have_written: bool = field(default=False, init=False)
    has_lost_response: bool = field(default=False, init=False)
    tagged_arn: str | None = field(default=None, init=False)
    _served: int = field(default=0, init=False)

    def create_artifact(self, members: ArtifactMembers, tags: Mapping[str, str]) -> str:
        """Create an artifact and return its ARN.

        A create whose response is lost is sent again, and refused as a second one on its source.
        """
        request = members.to_api() | {"Tags": _tag_list(tags)}
        arn: str = self._write(self.client.create_artifact, **request)["ArtifactArn"]
        self.tagged_arn = arn
        return arn

    def describe_artifact(self, arn: str) -> ArtifactMembers | None:
        """Return an artifact, or None if there is none."""
        with absence_accepted():
            return ArtifactMembers.parse(self._read(self.client.describe_artifact, ArtifactArn=arn))
        return None

    def update_artifact(self, arn: str, changes: Mapping[str, Any]) -> None:
        """Change an artifact's name and properties."""
        self._write(self.client.update_artifact, ArtifactArn=arn, **changes)
        logger.info({"event": "updated", "arn": arn, "members": sorted(changes)})

    def delete_artifact(self, arn: str) -> None:
        """Delete an artifact; one that is gone already is as good."""
        with absence_accepted(), self._done_if_denied(lambda: not self.describe_artifact(arn)):
            self._write(self.client.delete_artifact, ArtifactArn=arn)
            logger.info({"event": "deleted", "arn": arn})

    def list_artifacts(self, uri: str) -> list[tuple[str, Source]]:
        """Return ARN and source of every artifact on a source URI."""
        found = self._list(self.client.list_artifacts, "ArtifactSummaries", SourceUri=uri)
        return [(summary["ArtifactArn"], Source.parse(summary["Source"])) for summary in found]

    def list_tags(self, arn: str) -> dict[str, str] | None:
        """Return an artifact's tags, or None if there is no such artifact."""
        try:
            found = list(self._list(self.client.list_tags, "Tags", ResourceArn=arn))
        except ClientError as error:
            # ListTags models no error for what does not exist; DescribeArtifact has one.
            is_unclear = errors.code_of(error) == errors.VALIDATION
            if errors.is_not_found(error) or (is_unclear and self._is_gone(arn)):
                return None
            raise
        return {tag["Key"]: tag["Value"] for tag in found}

    def tags_of(self, arn: str) -> Mapping[str, str]:
        """Return the tags of an artifact that was there a moment ago."""
        tags = self.list_tags(arn)
        if tags is None:
            raise errors.GoneError(arn)
        return tags

    def add_tags(self, arn: str, tags: Mapping[str, str]) -> None:
        """Add tags, or change their values.

        The role marks what has no mark, once. So a call that has set the mark is denied when it is
        sent again because its response was lost: that it shows then is as good.
        """

        def attempt(**request: Any) -> object:
            try:
                return self.client.add_tags(**request)
            except ClientError as error:
                is_denied = errors.is_access_denied(error)
                if is_denied and (self.list_tags(arn) or {}).items() >= tags.items():
                    return None
                raise

        self._write(attempt, ResourceArn=arn, Tags=_tag_list(tags))
        self.tagged_arn = arn

    def delete_tags(self, arn: str, keys: Iterable[str]) -> None:
        """Remove tags."""
        keys = sorted(keys)
        with self._done_if_denied(lambda: not (self.list_tags(arn) or {}).keys() & set(keys)):
            self._write(self.client.delete_tags, ResourceArn=arn, TagKeys=keys)

    def list_associations(self, **entities: str) -> list[AssociationMembers]:
        """Return the associations with a ``SourceArn``, a ``DestinationArn``, or both."""
        found = self._list(self.client.list_associations, "AssociationSummaries", **entities)
        return [AssociationMembers.parse(summary) for summary in found]

    def add_association(self, association: AssociationMembers) -> None:
        """Add an association.

        When a response is lost, it is sent again, and may be refused as a second one.
        """
        self._write(self.client.add_association, **association.to_api())
        logger.info({"event": "associated"} | association.to_api())

    def delete_association(self, association: AssociationMembers) -> None:
        """Delete an association; one that is gone already is as good."""
        with absence_accepted():
            self._write(self.client.delete_association, **association.entities)
            logger.info({"event": "disassociated"} | association.to_api())

    def _is_gone(self, arn: str) -> bool:
        """Return whether there is no artifact; what was deleted may be described for a while."""
        return bool(poll_until(lambda: self.describe_artifact(arn) is None or None, self.deadline))

    def _read(self, call: Callable[..., Any], **members: Any) -> Any:
        return self._call(call, members, is_write=False)

    def _write(self, call: Callable[..., Any], **members: Any) -> Any:
        return self._call(call, members, is_write=True)

    def _call(self, call: Callable[..., Any], members: Mapping[str, Any], *, is_write: bool) -> Any:
        def attempt() -> Any:
            try:
                response = call(**members)
            except (ClientError, *errors.NETWORK_ERRORS) as error:
                # Even a read: an earlier delivery of the request may have got further.
                self.may_have_written |= not errors.is_surely_refused(error)
                self.has_lost_response |= is_write and errors.may_have_taken_effect(error)
                raise
            self.may_have_written |= is_write
            self._served += 1
            return response

        return with_retries(self.deadline, attempt, served=self._served)

    def _list(self, call: Callable[..., Any], items: str, **members: Any) -> Iterator[Any]:
        """Return the items of all pages; botocore's paginator cannot retry a page."""
        token: dict[str, str] | None = {}
        while token is not None:
            page = self._read(call, **members, **token, MaxResults=100)
            yield from page[items]
            token = {"NextToken": page["NextToken"]} if page.get("NextToken") else None

    @contextlib.contextmanager
    def _done_if_denied(self, is_done: Callable[[], bool]) -> Iterator[None]:
        """Accept that IAM denies what has been done.

        The role decides by an artifact's tags. So a call that deletes the artifact, or its mark, is
        denied when it is sent again because its response was lost. That nothing shows any more is
        believed only when the call is given up: what was just created may not show yet.
        """
        try:
            yield
        except ClientError as error:
            if not errors.is_access_denied(error) or not is_done():
                raise


def _tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


@contextlib.contextmanager
def absence_accepted() -> Iterator[None]:
    """Accept that what a call is about is not there."""
    try:
        yield
    except ClientError as error:
        if not errors.is_not_found(error):
            raise
