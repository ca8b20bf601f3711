"""What all examples of the state machine share: the service, the function, the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lineage_local.service import Behaviour, LineageService

from .function import ExecutionEnvironment
from .knobs import READINGS, Reading
from .responses import ResponseServer
from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass
class Machinery:
    """What all examples share, and counts of what they have played.

    Attributes
    ----------
    readings
        How many examples in which the function was asked for anything had each reading.
    """

    service: LineageService
    sagemaker: SageMakerClient
    responses: ResponseServer
    environments: tuple[ExecutionEnvironment, ExecutionEnvironment]
    turns: Turns
    counts: Counter[str] = field(default_factory=Counter)
    readings: Counter[Reading] = field(default_factory=Counter)

    def report(self) -> str:
        """Return the counts: what was played, and how often under each reading of the service."""
        lines = [", ".join(f"{count} {what}" for what, count in self.counts.items())]
        for name, values in READINGS.items():
            played = (getattr(Behaviour(), name), *values)
            counted = (f"{self.readings[name, value]} {value!r}" for value in played)
            lines.append(f"{name}: {', '.join(counted)}")
        return "\n".join(lines)
