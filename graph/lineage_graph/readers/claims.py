"""The claims on the record of an association: tags that say which resources declare it.

docs/ownership.md describes them.
"""

import re
from collections.abc import Mapping

from ..model import DeclaringResource

_KEY = "cdk-sagemaker-lineage:claim:"

# <stack>/<logical id>, then the declared type, then the request that made the claim, and when.
_VALUE = re.compile(r"(?P<holder>\S+)(?P<rest>(?: as (?P<type>\S+))?(?: by \S+ at (?P<time>\S+))?)")

# The longest value of a tag, in characters.
_VALUE_LENGTH = 256


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
    values = (_VALUE.fullmatch(value) for key, value in tags.items() if key.startswith(_KEY))
    claims = [value for value in values if value and _is_of(value, resource)]
    latest = max(claims, key=lambda claim: claim["time"] or "", default=None)
    return latest["type"] if latest else None


def _is_of(claim: re.Match[str], resource: DeclaringResource) -> bool:
    """Compare the holder, of which a long name is cut so that the rest fits."""
    return claim["holder"] == str(resource)[: _VALUE_LENGTH - len(claim["rest"])]
