"""How categories and statuses look: colour is never the only sign."""

from dataclasses import dataclass
from typing import Final

from ..model import LineageGraph, LineageStatus
from .category import Category

INK: Final = "#1e293b"
"""The colour of text."""

MUTED: Final = "#475569"
"""The colour of text that says less."""


@dataclass(frozen=True)
class CategoryStyle:
    """The colours of a category.

    Parameters
    ----------
    fill
        The colour of the area.
    line
        The colour of the line around it, and of its icon.
    """

    fill: str
    line: str


CATEGORIES: Final = {
    Category.DATA_SET: CategoryStyle("#e3effd", "#1d63b8"),
    Category.CODE: CategoryStyle("#e8ebf1", "#4a5a76"),
    Category.IMAGE: CategoryStyle("#dcf3f6", "#0b7285"),
    Category.TRAINING: CategoryStyle("#fdeadb", "#b3500f"),
    Category.PROCESSING: CategoryStyle("#f3ebe2", "#7d5a35"),
    Category.MODEL: CategoryStyle("#efe7fd", "#6d3fc4"),
    Category.EVALUATION: CategoryStyle("#fbf2cc", "#856100"),
    Category.APPROVAL: CategoryStyle("#e9f5d5", "#4d7410"),
    Category.ENDPOINT: CategoryStyle("#dcf5e6", "#17794a"),
    Category.EXPERIMENT: CategoryStyle("#fce5f0", "#ad2f6f"),
    Category.ARTIFACT: CategoryStyle("#eaf0f6", "#4f6f92"),
    Category.ACTION: CategoryStyle("#f7ece4", "#8f5f3d"),
    Category.CONTEXT: CategoryStyle("#e7f0ea", "#4c7a5c"),
    Category.TRIAL_COMPONENT: CategoryStyle("#eeebf6", "#6b5f94"),
    Category.UNKNOWN: CategoryStyle("#eeeeee", "#666666"),
}
"""The style of each category."""


@dataclass(frozen=True)
class StatusStyle:
    """How a status looks.

    Parameters
    ----------
    word
        What is written beside a name; empty for the usual status.
    meaning
        What the legend says.
    sign
        The character on its badge; empty for a status without one.
    line
        The style of the line, in Graphviz's words.
    dashes
        The same as SVG's and Mermaid's ``stroke-dasharray``.
    colour
        The colour of the line.
    """

    word: str
    meaning: str
    sign: str
    line: str
    dashes: str
    colour: str


STATUSES: Final = {
    LineageStatus.DECLARED: StatusStyle("", "declared", "", "solid", "none", "#475569"),
    LineageStatus.UNDECLARED: StatusStyle(
        "not declared", "not declared here", "", "dashed", "6 3", "#6b7280"
    ),
    LineageStatus.MISSING: StatusStyle(
        "missing", "missing: declared, but not in SageMaker", "!", "dotted", "2 3", "#b91c1c"
    ),
    LineageStatus.ADDED: StatusStyle("added", "added", "+", "bold", "none", "#15803d"),
    LineageStatus.REMOVED: StatusStyle(
        "removed", "removed", "\N{MINUS SIGN}", "dotted", "2 3", "#b91c1c"
    ),
    LineageStatus.CHANGED: StatusStyle(
        "changed", "changed", "\N{NOT EQUAL TO}", "bold", "none", "#b45309"
    ),
}
"""The style of each status, in the order of the legend."""


def statuses(graph: LineageGraph) -> list[LineageStatus]:
    """Return the statuses that occur in a graph, for its legend; none if all is declared."""
    found = {entity.status for entity in graph.vertices}
    found |= {association.status for association in graph.edges}
    if found == {LineageStatus.DECLARED}:
        return []
    return [status for status in STATUSES if status in found]
