"""An update that is neither finished nor rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .resources import PhysicalResource, Properties, SimulatedResource


@dataclass
class UnfinishedUpdate:
    """What is to be undone or finished before the stack is stable again.

    Attributes
    ----------
    template, resources
        What was there when the stack was stable.
    successful
        The properties that each resource had before its last Update, which failed.
    touched
        The logical ids that were changed since, in their order.
    superseded
        The physical ids that were replaced since, and so are to be cleaned up.
    """

    template: Mapping[str, Properties]
    resources: Mapping[str, SimulatedResource]
    successful: dict[str, Properties] = field(default_factory=dict)
    touched: dict[str, None] = field(default_factory=dict)
    superseded: list[PhysicalResource] = field(default_factory=list)

    def replaced(self, resources: Mapping[str, SimulatedResource]) -> list[PhysicalResource]:
        """Return the physical ids that were replaced, and that no resource has again."""
        held = {(i, resource.physical_id) for i, resource in resources.items()}
        last = {(each.logical_id, each.physical_id): each for each in self.superseded}
        return [each for identity, each in last.items() if identity not in held]
