"""How many lineage entities there are, and who declares them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from lineage_graph.readers.claims import MARK, RECORD_TYPE, claims

from .artifacts import AccountArtifacts
from .pace import CallPace

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

_PAGE = 100
_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 12})

NOBODY = "not declared by this library"
UNCLAIMED = "marked, claimed by nobody"


@dataclass(frozen=True)
class Usage:
    """How many entities there are.

    Parameters
    ----------
    counts
        The number of entities of each kind: artifacts, actions, contexts, associations.
    by_holder
        How many artifacts each stack claims, records of associations included; an artifact that
        several claim counts for each.
    by_type
        How many artifacts there are of each type.
    """

    counts: Mapping[str, int]
    by_holder: Mapping[str, int]
    by_type: Mapping[str, int]


def usage(session: boto3.Session, pace: CallPace) -> Usage:
    """Return how many entities an account and region has.

    Parameters
    ----------
    session
        The session to call SageMaker with.
    pace
        What spaces the calls.
    """
    artifacts = AccountArtifacts(session, pace)
    by_holder: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    for artifact in artifacts.all():
        by_type[artifact.type or "no type"] += 1
        by_holder.update(_holders(artifacts.tags(artifact.arn) or {}))
    client: SageMakerClient = session.client("sagemaker", config=_RETRIES)
    pace.watch(client)
    counts = {
        "artifacts": by_type.total(),
        "actions": _count(client, "list_actions", "ActionSummaries"),
        "contexts": _count(client, "list_contexts", "ContextSummaries"),
        "associations": _count(client, "list_associations", "AssociationSummaries"),
    }
    return Usage(counts, dict(by_holder.most_common()), dict(by_type.most_common()))


def records(found: Usage) -> int:
    """Return how many of the artifacts are records of associations."""
    return found.by_type.get(RECORD_TYPE, 0)


def _holders(tags: Mapping[str, str]) -> set[str]:
    held = {claim.holder.partition("/")[0] for claim in claims(tags)}
    return held or {UNCLAIMED if MARK in tags else NOBODY}


def _count(client: Any, operation: str, member: str) -> int:
    return sum(1 for _ in _each(client, operation, member))


def _each(client: Any, operation: str, member: str) -> Iterator[Any]:
    pages = client.get_paginator(operation).paginate(PaginationConfig={"PageSize": _PAGE})
    for page in pages:
        yield from page[member]
