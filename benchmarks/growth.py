"""How seconds and calls grow with the artifacts of a stack: draws the results of `pace`."""

from __future__ import annotations

from .apps import OURS
from .plots import FOLDER, plot
from .results import Results

SIZES = (1, 50, 150, 300, 450)
# At five calls a second, with room for all invocations.
_SETTING = "5 calls a second, concurrency 1000"


def growth(unit: str) -> dict[str, list[tuple[float, float]]]:
    """Return what was measured of this library, by request and number of artifacts.

    Parameters
    ----------
    unit
        What is looked at, such as ``s`` or ``calls``.
    """
    series: dict[str, list[tuple[float, float]]] = {}
    for size in SIZES:
        for figure in Results.load(f"pace_{size}").figures:
            request, _, setting = figure.name.partition(", ")
            if setting == _SETTING and figure.unit == unit:
                series.setdefault(request, []).append((size, figure.median(OURS)))
    return series


def main() -> None:
    """Draw seconds and calls."""
    for name, unit in (("seconds", "s"), ("calls", "calls")):
        title = f"{name.capitalize()} at {_SETTING}"
        plot(FOLDER / f"pace-{name}.svg", title, "artifacts", name, growth(unit))


if __name__ == "__main__":
    main()
