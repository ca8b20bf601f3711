"""Deployments that succeed, or are rolled back in the end for another resource's sake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from .simulator.deployment import ResourceFailed
from .simulator.resources import Properties
from .simulator.stack import SimulatedStack

also_rolled_back = pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])


def deploy(
    stack: SimulatedStack, template: Mapping[str, Properties], *, is_rolled_back: bool, **how: Any
) -> None:
    """Deploy a template; or let another resource fail after all of it has succeeded."""
    if is_rolled_back:
        roll_back(stack, template, **how)
    else:
        stack.deploy(template, **how)


def roll_back(stack: SimulatedStack, template: Mapping[str, Properties], **how: Any) -> None:
    """Let another resource fail after all of a template has been deployed."""
    with pytest.raises(ResourceFailed, match="another resource failed"):
        stack.deploy(template, fail_at_end=True, **how)
