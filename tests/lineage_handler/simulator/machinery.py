"""What all examples of the state machine share: the service, the function, the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lineage_local.service import LineageService

from .function import ExecutionEnvironment
from .responses import ResponseServer
from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass
class Machinery:
    """What all examples share, and counts of what they have played."""

    service: LineageService
    sagemaker: SageMakerClient
    responses: ResponseServer
    environments: tuple[ExecutionEnvironment, ExecutionEnvironment]
    turns: Turns
    counts: Counter[str] = field(default_factory=Counter)
