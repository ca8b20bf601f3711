"""Artifacts by this library, each but the first derived from the two before it."""

from __future__ import annotations

from aws_cdk import Stack

from sagemaker_lineage import LineageProvider

from . import artifact
from .artifact import provide

__all__ = ["IN_STACK_MAX", "declare", "provide"]

IN_STACK_MAX = 165
"""How many fit into the 500 resources of a stack."""


def declare(stack: Stack, provider: LineageProvider, count: int) -> None:
    """Declare artifacts and associations in a stack."""
    artifacts = artifact.declare(stack, provider, count)
    for number, derived in enumerate(artifacts):
        for original in artifacts[max(number - 2, 0) : number]:
            derived.derived_from(original)
