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

    def __str__(self) -> str:
        event = self.event
        properties = {
            key: value
            for key, value in event["ResourceProperties"].items()
            if key not in {"ServiceToken", "MetadataProperties"}
        }
        stack = event["StackId"].split("/")[1]
        return (
            f"{self.began}-{self.ended} {stack}/{event['LogicalResourceId']} {event['RequestType']}"
            f" {event.get('PhysicalResourceId', '')} {properties}"
            f" -> {self.response.physical_id} {self.response.reason or 'succeeded'}"
        )

    def overlaps(self, other: Exchange) -> bool:
        """Return whether two requests were served at the same time."""
        return self.began < other.ended and other.began < self.ended
