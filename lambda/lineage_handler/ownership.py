"""Who owns an artifact: the managed mark and the claims, written on the artifact as tags.

An artifact belongs to its claims, one for each resource that declares it. The mark says whether
this library made the artifact (``created``) or found it (``adopted``); the function's role may
delete only what is marked ``created``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "cdk-sagemaker-lineage:"
MARK = PREFIX + "managed"
CREATED = "created"
ADOPTED = "adopted"

_CLAIM = PREFIX + "claim:"
_STAND_IN = PREFIX + "stand-in:"
TAG_VALUE_LIMIT = 256


@dataclass(frozen=True)
class Claim:
    """The claim of one CloudFormation resource on an artifact.

    Stack id and logical id are hashed, because together they can be longer than a tag's key; the
    tag's value says the same to people.
    """

    stack: str
    resource: str
    holder: str

    @classmethod
    def of(cls, stack_id: str, logical_id: str) -> Claim:
        """Make the claim of the resource ``logical_id`` in the stack ``stack_id``."""
        stack_name = stack_id.split("/")[1] if "/" in stack_id else stack_id
        return cls(
            stack=_short_hash(stack_id),
            resource=_short_hash(logical_id),
            holder=f"{stack_name}/{logical_id}"[:TAG_VALUE_LIMIT],
        )

    @property
    def key(self) -> str:
        """The tag's key."""
        return f"{_CLAIM}{self.stack}:{self.resource}"

    @property
    def stand_in_key(self) -> str:
        """The key of the tag by which an artifact says that the stack keeps a stand-in of it."""
        return f"{_STAND_IN}{self.stack}"


@dataclass(frozen=True)
class Ownership:
    """What an artifact's tags say about its owners."""

    mark: str | None
    claims: tuple[Claim, ...]

    @classmethod
    def read(cls, tags: Mapping[str, str]) -> Ownership:
        """Read mark and claims from an artifact's tags."""
        claims = []
        for key, value in tags.items():
            stack, colon, resource = key.removeprefix(_CLAIM).partition(":")
            if key.startswith(_CLAIM) and colon:
                claims.append(Claim(stack, resource, value))
        return cls(mark=tags.get(MARK), claims=tuple(claims))

    def is_claimed_by(self, claim: Claim) -> bool:
        """Whether ``claim`` is on the artifact."""
        return any(held.key == claim.key for held in self.claims)

    def of_stack(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claims of the resources of the claim's stack."""
        return tuple(held for held in self.claims if held.stack == claim.stack)

    def without(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claims of everybody else."""
        return tuple(held for held in self.claims if held.key != claim.key)

    def can_release(self, claim: Claim) -> bool:
        """Whether taking off ``claim`` leaves the artifact to others.

        Without a mark the function's role may not even change tags.
        """
        return bool(self.mark) and self.is_claimed_by(claim) and not self.is_left_to(claim)

    def is_left_to(self, claim: Claim) -> bool:
        """Whether this library made the artifact, and nobody but ``claim`` holds it."""
        return self.mark == CREATED and not self.without(claim)

    def holders(self) -> str:
        """Name those who hold the artifact, for a message."""
        if self.claims:
            return ", ".join(sorted(held.holder for held in self.claims))
        return "no stack (SageMaker or another tool made it)"


def is_kept_by_rule(key: str) -> bool:
    """Whether a tag is this module's, or AWS's own, which nobody can set."""
    return key.startswith((PREFIX, "aws:"))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
