"""Mark and claims: the tags by which this library says who declares an artifact.

docs/ownership.md describes them.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..model import DeclaringResource

PREFIX: Final = "cdk-sagemaker-lineage:"
"""What the keys of all tags of this library begin with."""
MARK: Final = f"{PREFIX}managed"
"""The key of the mark."""
CREATED: Final = "created"
ADOPTED: Final = "adopted"
"""The values of the mark."""
ASSOCIATION_MARK: Final = f"{PREFIX}association"
"""The key of the tag that says of a record's association that it was adopted."""
RECORD_TYPE: Final = "AssociationRecord"
"""The type of the artifacts on which the claims of associations are."""

_CLAIM = f"{PREFIX}claim:"
_KEY = re.compile(rf"{_CLAIM}(?P<stack>[^:]+)(?::(?P<resource>[^:]+))?(?::[^:]+)?")

# <stack>/<logical id>, then the declared type, then the request that made the claim, and when.
_VALUE = re.compile(
    r"(?P<holder>\S+)(?P<rest>(?: as (?P<type>\S+))?(?: by (?P<request>\S+) at (?P<time>\S+))?)"
)

# The longest value of a tag, in characters.
_VALUE_LENGTH = 256


@dataclass(frozen=True)
class ArtifactClaim:
    """A claim on an artifact.

    Parameters
    ----------
    key
        The key of its tag.
    stack
        The hash of the id of the stack that made it.
    holder
        The resource that made it, ``<stack>/<logical id>``; a long one is cut.
    time
        When it was made, in UTC; empty if the claim does not say it.
    """

    key: str
    stack: str
    holder: str
    time: str


def claims(tags: Mapping[str, str]) -> list[ArtifactClaim]:
    """Return the claims among an artifact's tags, by their keys."""
    found = []
    for key, value in sorted(tags.items()):
        parts, text = _KEY.fullmatch(key), _VALUE.fullmatch(value)
        if parts:
            holder, time = (text["holder"], text["time"] or "") if text else (value, "")
            found.append(ArtifactClaim(key, parts["stack"], holder, time))
    return found


def claim_key(stack_id: str, logical_id: str) -> str:
    """Return the key of the claim of a resource.

    Parameters
    ----------
    stack_id
        The ARN of its stack.
    logical_id
        Its name in the template.
    """
    return f"{_CLAIM}{short_hash(stack_id)}:{short_hash(logical_id)}"


def short_hash(text: str) -> str:
    """Return the hash of a stack id or a logical id, as it is in the keys of claims."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def declared_type(tags: Mapping[str, str], resource: DeclaringResource) -> str | None:
    """Return the association type that a resource declares, by the tags of the record.

    A claim that was retained can stay beside a later one of the same resource: the latest counts.

    Parameters
    ----------
    tags
        The tags of the record.
    resource
        The resource that declares the association.

    Returns
    -------
    str | None
        ``None`` if the resource declares no type, or has no claim on the record.

    Examples
    --------
    >>> tags = {"cdk-sagemaker-lineage:claim:0f1e:a9b2": "Churn/Edge as DerivedFrom"}
    >>> declared_type(tags, DeclaringResource("Churn", "Edge"))
    'DerivedFrom'
    """
    values = (_VALUE.fullmatch(value) for key, value in tags.items() if key.startswith(_CLAIM))
    found = [value for value in values if value and _is_of(value, resource)]
    latest = max(found, key=lambda claim: claim["time"] or "", default=None)
    return latest["type"] if latest else None


def _is_of(claim: re.Match[str], resource: DeclaringResource) -> bool:
    """Compare the holder, of which a long name is cut so that the rest fits."""
    return claim["holder"] == str(resource)[: _VALUE_LENGTH - len(claim["rest"])]
