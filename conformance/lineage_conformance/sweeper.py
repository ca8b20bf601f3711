"""Deletes what this run has made, and what dead earlier runs have left.

Nothing else is ever deleted. What this run has made is in its journal, or has its source prefix.
What another run has made is told by the prefix of all runs and by its age: no run is that old.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from .budget import BudgetSpentError
from .clock import RunClock
from .journal import Journal, Pair
from .run_id import ARTIFACT_TYPE, ASSOCIATION_DESTINATION, ASSOCIATION_SOURCE, PREFIX

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

DEAD_AFTER = timedelta(minutes=20)
"""A run ends within ten minutes; the rest is for the clocks of two hosts."""

_NOT_FOUND = ("ResourceNotFound", "ResourceNotFoundException")


class Sweeper:
    """Deletes artifacts of runs with their associations.

    Parameters
    ----------
    client
        What it deletes with.
    clock
        What tells the age of the artifacts of others.

    Attributes
    ----------
    deleted
        How many artifacts and associations it has deleted.
    left
        What it could not delete, with the reason.
    """

    def __init__(self, client: "SageMakerClient", clock: RunClock) -> None:
        self.deleted = 0
        self.left: dict[str, str] = {}
        self._client = client
        self._clock = clock

    def sweep_dead_runs(self) -> None:
        """Delete what runs have left that were killed."""
        latest = self._clock.now(timezone.utc) - DEAD_AFTER
        dead = {
            found["ArtifactArn"]: found["Source"]["SourceUri"]
            for found in self._artifacts(PREFIX)
            if found["CreationTime"] < latest
        }
        self._delete_artifacts(dead)
        for pair in _associated_by_contract_tests(dead):
            uri = record_uri(*pair)
            with self._noting(uri):
                self._client.delete_artifact(Source={"SourceUri": uri})
                self.deleted += 1

    def sweep_run(self, journal: Journal, uri_prefix: str) -> None:
        """Delete what this run has made, also what no response has said that it made."""
        self._delete_associations(list(journal.associations))
        self._delete_artifacts(list(reversed(journal.artifacts)))
        with self._noting(f"{uri_prefix}*"):
            found = {each["ArtifactArn"] for each in self._artifacts(uri_prefix)}
            self._delete_artifacts(found - journal.deleted - self.left.keys())

    def _delete_associations(self, pairs: Iterable[Pair]) -> None:
        for source, destination in pairs:
            with self._noting(f"{source} → {destination}"):
                self._client.delete_association(SourceArn=source, DestinationArn=destination)
                self.deleted += 1

    def _delete_artifacts(self, arns: Iterable[str]) -> None:
        for arn in arns:
            with self._noting(arn):
                try:
                    self._client.delete_artifact(ArtifactArn=arn)
                except ClientError as error:
                    if _is_not_found(error):
                        continue
                    # It may have an association that no response has told of.
                    self._delete_associations(self._pairs(SourceArn=arn))
                    self._delete_associations(self._pairs(DestinationArn=arn))
                    self._client.delete_artifact(ArtifactArn=arn)
                self.deleted += 1

    @contextmanager
    def _noting(self, what: str) -> Iterator[None]:
        """Go on whatever happens: what is gone is well, and what cannot be deleted is noted."""
        try:
            yield
        except (ClientError, BotoCoreError, BudgetSpentError) as error:
            if not _is_not_found(error):
                self.left[what] = str(error)

    def _artifacts(self, uri_prefix: str) -> list[Any]:
        pages = self._client.get_paginator("list_artifacts").paginate(
            ArtifactType=ARTIFACT_TYPE, PaginationConfig={"PageSize": 100}
        )
        found = [summary for page in pages for summary in page["ArtifactSummaries"]]
        return [each for each in found if each["Source"]["SourceUri"].startswith(uri_prefix)]

    def _pairs(self, **filters: Any) -> list[Pair]:
        pages = self._client.get_paginator("list_associations").paginate(
            PaginationConfig={"PageSize": 100}, **filters
        )
        found = [summary for page in pages for summary in page["AssociationSummaries"]]
        return [(each["SourceArn"], each["DestinationArn"]) for each in found]


def _is_not_found(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _NOT_FOUND


def record_uri(source: str, destination: str) -> str:
    """Return the source URI of the record that the handler keeps of an association."""
    identity = hashlib.sha256(json.dumps([source, destination]).encode()).hexdigest()
    return f"cdk-sagemaker-lineage://association/{identity}"


def _associated_by_contract_tests(uris: Mapping[str, str]) -> Iterator[Pair]:
    """Yield the entities of the association that the contract tests of a run declare."""
    by_uri = {uri: arn for arn, uri in uris.items()}
    for uri, arn in by_uri.items():
        destination = by_uri.get(uri.removesuffix(ASSOCIATION_SOURCE) + ASSOCIATION_DESTINATION)
        if uri.endswith(ASSOCIATION_SOURCE) and destination:
            yield arn, destination
