"""What identifies artifacts, associations and claims: a contract with deployed stacks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lineage_local.service import LineageService
from lineage_local.service.rules import artifact_id

from .resources import Properties, pair

PREFIX = "cdk-sagemaker-lineage:"
MARK = PREFIX + "managed"
CLAIM = PREFIX + "claim:"
RECORD_SOURCE = PREFIX + "//association/"


class _Played:
    """The service that is played with, one at a time: what makes an ARN is one of its readings."""

    service: LineageService | None = None


def play_with(service: LineageService) -> None:
    """Identify artifacts from now on as this service does."""
    _Played.service = service


def arn_of_source(source: Mapping[str, Any]) -> str:
    """Return the ARN of the artifact on a source: of its URI and its types, or its URI alone."""
    service = _Played.service
    identity = service.behaviour.identity if service else "uri_and_types"
    return f"arn:aws:sagemaker:eu-west-1:000000000000:artifact/{artifact_id(source, identity)}"


def is_same_source(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two sources are one content: URI and types are the same."""
    return artifact_id(one) == artifact_id(other)


def arn_of(properties: Properties) -> str:
    """Return the ARN of a declared artifact, or of a declared association's record."""
    ends = pair(properties)
    if ends is None:
        return arn_of_source(properties["Source"])
    identity = hashlib.sha256(json.dumps(ends).encode()).hexdigest()
    return arn_of_source({"SourceUri": RECORD_SOURCE + identity})


def claim_key(stack_id: str, logical_id: str) -> str:
    """Return the key of a resource's claim; an earlier Create's, kept beside it, has a suffix."""
    return f"{stack_claims(stack_id)}:{_hash(logical_id)}"


def stack_claims(stack_id: str) -> str:
    """Return what the keys of a stack's claims begin with."""
    return CLAIM + _hash(stack_id)


def without_suffix(claim: str) -> str:
    """Return the key of a claim without the suffix of an earlier Create."""
    return claim[: len(claim_key("", ""))]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
