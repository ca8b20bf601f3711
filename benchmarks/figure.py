"""One figure: the values of what is compared, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What was measured in one run.

    Attributes
    ----------
    name
        What it is, such as ``first Create``.
    unit
        The unit of the values, such as ``ms``; empty for what is counted.
    values
        The values by subject, such as this library. Those of several subjects were measured in
        turn, so that a noisy machine disturbs them alike.
    """

    name: str
    unit: str
    values: Mapping[str, Sequence[float]]

    def median(self, subject: str) -> float:
        """Return the median of a subject's values."""
        return median(self.values[subject])

    def ratio(self, subject: str, peer: str) -> float:
        """Return the median of a subject in relation to that of a peer."""
        return self.median(subject) / self.median(peer)

    def cell(self, subject: str) -> str:
        """Return minimum, median and maximum of a subject, or the only value."""
        values = self.values.get(subject)
        if not values:
            return ""
        low, middle, high = (_shown(value) for value in (min(values), median(values), max(values)))
        return middle if low == high else f"{low} / **{middle}** / {high}"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:.3g}"  # noqa: PLR2004
