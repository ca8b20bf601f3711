"""The world that scenarios play in: two stacks, the lineage service, and everybody else."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from .function import Handler
from .history import History
from .identity import play_with
from .invariants import violations
from .outsider import Outsider
from .responses import ResponseServer
from .service_state import restore, take_snapshot
from .stack import SimulatedStack
from .turns import Turns


@dataclass
class World:
    """Two stacks that can collide, and an outsider.

    Attributes
    ----------
    stack
        The one that is looked at.
    neighbour
        Another one of the same account and region.
    outsider
        People, jobs and other tools, and what they have done.
    history
        What has happened so far.
    """

    stack: SimulatedStack
    neighbour: SimulatedStack
    outsider: Outsider
    history: History = field(default_factory=History)

    @property
    def stacks(self) -> list[SimulatedStack]:
        """Both stacks."""
        return [self.stack, self.neighbour]

    @property
    def turns(self) -> Turns:
        """The simulated clock of both stacks."""
        assert isinstance(self.stack.clock, Turns)
        return self.stack.clock

    def arn(self, logical_id: str) -> str:
        """Return the physical id of a resource of the stack that is looked at."""
        return self.stack.resources[logical_id].physical_id

    def violations(self) -> list[str]:
        """Return where the invariants are broken, since the last look and at present."""
        return violations(self.stacks, self.outsider, self.history)


def new_world(
    handler: Handler,
    responses: ResponseServer,
    turns: Turns,
    outsider: Outsider,
    names: tuple[str, str] = ("Stack", "Neighbour"),
    **fields: Any,
) -> World:
    """Return a world on a simulated clock, with nothing in it.

    Parameters
    ----------
    handler, responses, turns, outsider
        What it is made of.
    names
        Those of its stacks.
    fields
        Further fields of both stacks.
    """
    play_with(outsider.service)
    defaults = {"timeout_seconds": 900.0, "redelivery_seconds": 60.0}
    stack, neighbour = (
        SimulatedStack(handler, responses, name, clock=turns, **(defaults | fields))
        for name in names
    )
    return World(stack, neighbour, outsider)


class Baseline:
    """A world as it was at a moment, to begin from again and again."""

    def __init__(self, world: World, turns: Turns) -> None:
        self._world = world
        self._turns = turns
        self._seconds = turns.monotonic()
        self._snapshot = take_snapshot(world.outsider.service)

    def world(self) -> World:
        """Return the world as it was; there is one at a time."""
        kept: list[object] = [self._world.outsider.service, self._world.outsider.sagemaker]
        for stack in self._world.stacks:
            kept += [stack.handler, stack.responses, self._turns]
        self._turns.rewind(self._seconds)
        restore(self._world.outsider.service, self._snapshot)
        return copy.deepcopy(self._world, {id(each): each for each in kept})
