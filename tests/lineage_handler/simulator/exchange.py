"""A request with its response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .responses import SimulatedResponse


@dataclass(frozen=True)
class Exchange:
    """A request with its response, and when it began and ended: numbers that only grow."""

    event: Mapping[str, Any]
    response: SimulatedResponse
    began: int
    ended: int

    def overlaps(self, other: Exchange) -> bool:
        """Return whether two requests were served at the same time."""
        return self.began < other.ended and other.began < self.ended
