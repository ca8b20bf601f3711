"""What a test can learn of the calls that the service was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class RecordedCall:
    """A call that has ended.

    Parameters
    ----------
    operation
        E.g. ``CreateArtifact``; "" if the request asked for none.
    result
        ``success``, the code of the error that was answered, or ``reset`` if nothing was.
    request
        The request's members; none if they could not be read.
    access_key
        The key that signed the request, which tells one caller from another.
    """

    operation: str
    result: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)
    access_key: str = ""
