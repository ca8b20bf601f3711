"""What a scenario is, and the deployments that most of them look at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lineage_local.service import Behaviour

from ..deployment import ResourceFailed
from ..resources import Properties
from ..world import World

Act = Callable[[World], None]


@dataclass(frozen=True)
class Scenario:
    """A deployment, and the request in it that is looked at.

    Attributes
    ----------
    arrange
        What was before.
    act
        The deployment.
    request
        Type and logical id; the first such request of the deployment. ``Update back`` is the
        second Update: that of the rollback.
    calls
        What the request asks of SageMaker when nothing goes wrong, in order, between spaces. Empty:
        it may ask for anything, and need not even come.
    is_refused
        Whether the deployment fails, though nothing goes wrong.
    behaviour
        What the service does where public facts leave it open.
    refused_under
        The fields of `Behaviour` whose other reading has the deployment refused.
    """

    arrange: Act
    act: Act
    request: tuple[str, str]
    calls: str
    is_refused: bool = False
    behaviour: Behaviour = field(default_factory=Behaviour)
    refused_under: tuple[str, ...] = ()

    def under(self, behaviour: Behaviour) -> Scenario:
        """Return the scenario under another behaviour, in which it may make other calls."""
        turned = [n for n in self.refused_under if getattr(behaviour, n) != getattr(_DEFAULT, n)]
        is_refused = self.is_refused or bool(turned)
        return replace(self, behaviour=behaviour, is_refused=is_refused, calls="")


_DEFAULT = Behaviour()


def deploying(template: Mapping[str, Properties], **how: Any) -> Act:
    """Return the deployment of a template."""

    def act(world: World) -> None:
        world.stack.deploy(template, **how)

    return act


def rolled_back(template: Mapping[str, Properties], **how: Any) -> Act:
    """Return the deployment of a template that fails in the end, for another resource's sake."""

    def act(world: World) -> None:
        with contextlib.suppress(ResourceFailed):
            world.stack.deploy(template, fail_at_end=True, **how)

    return act


def destroying(world: World) -> None:
    """Delete the stack."""
    world.stack.destroy()


def cancelled(logical_id: str, properties: Properties) -> Act:
    """Return a Create whose response came too late, with the Delete that has a made-up id."""

    def act(world: World) -> None:
        stack = world.stack
        stack.send(stack.request("Create", logical_id, properties))
        stack.delete(logical_id, properties, stack.made_up_id(logical_id))

    return act
