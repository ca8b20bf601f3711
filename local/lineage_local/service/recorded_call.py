"""What a test can read of the calls that the service got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class RecordedCall:
    """A call that has ended.

    Parameters
    ----------
    operation
        E.g. ``CreateArtifact``; "" if the request named none.
    result
        ``success``, the code of the error response, or ``reset`` if there was no response.
    request
        The request's members; none if they could not be parsed.
    access_key
        The key that signed the request, which distinguishes callers.
    """

    operation: str
    result: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)
    access_key: str = ""
