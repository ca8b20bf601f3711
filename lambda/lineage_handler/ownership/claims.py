"""Claims and the mark: who declares an artifact, and whether this library made it.

Both are tags on the artifact. Each resource that declares an artifact has one claim on it. The mark
says whether this library made the artifact (``created``) or found it (``adopted``); the function's
role may delete only what is marked ``created``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from ..cloudformation.request import Request

PREFIX = "cdk-sagemaker-lineage:"
MARK = PREFIX + "managed"
CREATED = "created"
ADOPTED = "adopted"

_CLAIM = PREFIX + "claim:"
_KEY = re.compile(rf"(({_CLAIM}[^:]+):[^:]+)(:[^:]+)?")
_VALUE = re.compile(r"(\S+)(?: as (\S+))?(?: by (\S+) at (\S+))?")
# API reference, Tag: a value has 256 characters at most.
_VALUE_LIMIT = 256


@dataclass(frozen=True)
class Claim:
    """One claim of one CloudFormation resource on an artifact.

    The tag's key holds hashes, because stack id and logical id together can be longer than a key.
    The value says for people, and for the Delete of a Create that failed, who made the claim: the
    resource, ``<stack name>/<logical id>``; of an association, the type that it declares; and the
    request that made the claim, and when.
    """

    key: str
    holder: str
    association_type: str | None
    request_id: str
    made: str = field(compare=False)

    @classmethod
    def of(cls, request: Request[Any], association_type: str | None = None) -> Claim:
        """Return the claim that the resource of a request makes with it."""
        stack_id, logical_id = request.event["StackId"], request.event["LogicalResourceId"]
        return cls(
            key=f"{_CLAIM}{_short_hash(stack_id)}:{_short_hash(logical_id)}",
            holder=f"{[*stack_id.split('/'), stack_id][1]}/{logical_id}",
            association_type=association_type,
            request_id=request.request_id,
            made=_utc(),
        )

    @classmethod
    def parse(cls, key: str, value: str) -> Claim:
        """Return the claim that a tag is."""
        found = _VALUE.fullmatch(value)
        holder, kind, request_id, made = found.groups() if found else (value, None, None, None)
        return cls(key, holder, kind, request_id or "", made or "")

    @property
    def tag(self) -> dict[str, str]:
        """The claim as a tag."""
        suffix = f" as {self.association_type}" if self.association_type else ""
        if self.request_id:
            suffix += f" by {self.request_id} at {self.made}"
        return {self.key: self.holder[: _VALUE_LIMIT - len(suffix)] + suffix}

    @property
    def resource(self) -> str:
        """What the keys of all claims of the resource begin with."""
        return _KEY.sub(r"\1", self.key)

    @property
    def stack(self) -> str:
        """What the keys of all claims of the stack begin with."""
        return _KEY.sub(r"\2", self.key)

    @property
    def beside_later_ones(self) -> Claim:
        """The same claim under a key that the claim of a later Create does not overwrite."""
        return replace(self, key=f"{self.resource}:{_short_hash(self.request_id)}")

    def is_younger_than(self, seconds: float) -> bool:
        """Return whether the claim was made less than some seconds ago, or does not say when."""
        return not self.made or self.made > _utc(seconds_ago=seconds)


@dataclass(frozen=True)
class Ownership:
    """What an artifact's tags say about its owners."""

    mark: str | None
    claims: tuple[Claim, ...]

    @classmethod
    def read(cls, tags: Mapping[str, str]) -> Ownership:
        """Return mark and claims of an artifact's tags."""
        claims = (Claim.parse(*tag) for tag in sorted(tags.items()) if _KEY.fullmatch(tag[0]))
        return cls(tags.get(MARK), tuple(claims))

    def holders(self) -> str:
        """Return those who hold the artifact, for a message."""
        return ", ".join(sorted({claim.holder for claim in self.claims}))


def _utc(seconds_ago: float = 0.0) -> str:
    moment = datetime.now(timezone.utc) - timedelta(seconds=seconds_ago)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
