"""Plots, as SVG that is the same whenever the same is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

FOLDER = Path(__file__).parents[1] / "docs" / "performance"

_STYLE = {"svg.hashsalt": "cdk-sagemaker-lineage", "svg.fonttype": "none", "font.size": 9}


def plot(
    path: Path,
    title: str,
    x_label: str,
    y_label: str,
    series: Mapping[str, Sequence[tuple[float, float]]],
) -> None:
    """Draw a line for each series, and write it as SVG.

    Parameters
    ----------
    path
        The file, in a folder that is made if it is not there.
    title, x_label, y_label
        What is drawn, and the axes with their units.
    series
        The points of each line by its name, from left to right.
    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(7, 4), layout="constrained")
        axes = figure.subplots()
        for name, points in series.items():
            axes.plot(*zip(*points, strict=True), marker="o", markersize=3, label=name)
        axes.set(title=title, xlabel=x_label, ylabel=y_label, xlim=(0, None), ylim=(0, None))
        axes.grid(alpha=0.3)
        axes.legend()
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
