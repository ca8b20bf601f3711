"""What a run has found out about one assumption."""

from dataclasses import dataclass
from typing import Literal

from .assumptions.assumption import Assumption
from .reading import Reading, UndecidedError, Values

Verdict = Literal["holding", "broken", "undecided"]


@dataclass(frozen=True)
class Finding:
    """An assumption with what its probe has seen, or the reason why it has seen nothing."""

    assumption: Assumption
    result: Reading | UndecidedError

    @property
    def reading(self) -> Reading | None:
        """What was seen; None if the fact was not settled."""
        return self.result if isinstance(self.result, Reading) else None

    @property
    def verdict(self) -> Verdict:
        """Whether what was seen is what the handler takes for granted."""
        is_assumed = self._is_within(self.assumption.assumed)
        if is_assumed is None:
            return "undecided"
        return "holding" if is_assumed else "broken"

    @property
    def is_safe(self) -> bool | None:
        """Whether this version keeps its promises with what was seen; None if that is open."""
        return self._is_within(self.assumption.safe_with)

    def _is_within(self, values: Values | None) -> bool | None:
        return None if self.reading is None or values is None else self.reading.is_within(values)

    @property
    def seen(self) -> str:
        """What was seen, or why nothing was, in a sentence."""
        return self.reading.seen if self.reading else str(self.result)


def unprobed(assumption: Assumption) -> Finding:
    """Return the finding of an assumption that no probe looks at."""
    return Finding(assumption, UndecidedError(assumption.no_probe))
