"""What a run has found out about one assumption."""

from dataclasses import dataclass
from typing import Literal

from .assumptions.assumption import Assumption
from .reading import Reading, UndecidedError

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
        if self.reading is None or self.assumption.assumed is None:
            return "undecided"
        return "holding" if self.reading.value in self.assumption.assumed else "broken"

    @property
    def is_safe(self) -> bool:
        """Whether this version keeps its promises with what was seen; true of what was not."""
        safe_with = self.assumption.safe_with
        return self.reading is None or safe_with is None or self.reading.value in safe_with

    @property
    def seen(self) -> str:
        """What was seen, or why nothing was, in a sentence."""
        return self.reading.seen if self.reading else str(self.result)


def unprobed(assumption: Assumption) -> Finding:
    """Return the finding of an assumption that no probe looks at."""
    return Finding(assumption, UndecidedError(assumption.no_probe))
