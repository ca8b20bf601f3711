"""What the contract tests have found."""

from dataclasses import dataclass
from typing import Any, Literal

from ..probes.bench import Shown
from .deviations import DEVIATIONS

Outcome = Literal["passed", "deviates", "failed", "undecided"]


@dataclass(frozen=True)
class TestedContract:
    """The outcome of one contract test of one resource type, and what was seen."""

    resource_type: str
    name: str
    outcome: Outcome
    seen: str


class ContractResults:
    """Collects the outcomes of the tests of one resource type."""

    def __init__(self, resource_type: str) -> None:
        self.tested: list[TestedContract] = []
        self._resource_type = resource_type

    def check(self, name: str, *, as_expected: bool, seen: str) -> None:
        """Note a test; of a deliberate deviation, `as_expected` says whether it is that one."""
        outcome: Outcome = "failed"
        if as_expected:
            outcome = "deviates" if name in DEVIATIONS else "passed"
        self.tested.append(TestedContract(self._resource_type, name, outcome, seen))

    def check_shown(self, name: str, shown: Shown[Any] | None) -> None:
        """Note a test that waits for what is declared to be shown."""
        self.check(name, as_expected=bool(shown), seen=seen(shown))

    def undecided(self, why: str) -> None:
        """Note that the tests have not come to their end."""
        self.tested.append(TestedContract(self._resource_type, "(the rest)", "undecided", why))


def seen(shown: Shown[Any] | None) -> str:
    """Return what a wait for what is declared has seen, in a sentence."""
    return f"shown after {shown.after:.1f} s" if shown else "not shown as declared"
