"""How kinds and statuses look, and the words for them: colour is never the only sign."""

from dataclasses import dataclass
from typing import Final

from ..model import EntityKind, LineageGraph, LineageStatus

INK: Final = "#1e293b"
"""The colour of text."""


@dataclass(frozen=True)
class KindStyle:
    """The colours of a kind.

    Parameters
    ----------
    fill
        The colour of the area.
    line
        The colour of the line around it.
    """

    fill: str
    line: str


KINDS: Final = {
    EntityKind.ARTIFACT: KindStyle("#e4effc", "#2f6db5"),
    EntityKind.ACTION: KindStyle("#fdeedb", "#ad6a17"),
    EntityKind.CONTEXT: KindStyle("#e5f4e6", "#35803a"),
    EntityKind.TRIAL_COMPONENT: KindStyle("#f0e8fb", "#7449b0"),
    EntityKind.EXPERIMENT: KindStyle("#fce6ef", "#ad3a6f"),
    EntityKind.UNKNOWN: KindStyle("#eeeeee", "#666666"),
}
"""The style of each kind, in the order of the legend."""


@dataclass(frozen=True)
class StatusStyle:
    """How a status looks.

    Parameters
    ----------
    word
        What is written beside a name; empty for the usual status.
    meaning
        What the legend says.
    line
        The style of the line, in Graphviz's words.
    dashes
        The same as SVG's and Mermaid's ``stroke-dasharray``.
    colour
        The colour of the line.
    """

    word: str
    meaning: str
    line: str
    dashes: str
    colour: str


STATUSES: Final = {
    LineageStatus.DECLARED: StatusStyle("", "declared", "solid", "none", "#475569"),
    LineageStatus.UNDECLARED: StatusStyle(
        "not declared", "not declared here", "dashed", "6 3", "#6b7280"
    ),
    LineageStatus.MISSING: StatusStyle(
        "missing", "missing: declared, but not in SageMaker", "dotted", "2 3", "#b91c1c"
    ),
    LineageStatus.ADDED: StatusStyle("added", "added", "bold", "none", "#15803d"),
    LineageStatus.REMOVED: StatusStyle("removed", "removed", "dotted", "2 3", "#b91c1c"),
    LineageStatus.CHANGED: StatusStyle("changed", "changed", "bold", "none", "#b45309"),
}
"""The style of each status, in the order of the legend."""


def css_class(kind: EntityKind) -> str:
    """Return the CSS class of a kind; that of a status is its value."""
    return kind.value.replace(" ", "-")


def kinds(graph: LineageGraph) -> list[EntityKind]:
    """Return the kinds that occur in a graph, for its legend."""
    found = {entity.kind for entity in graph.vertices}
    return [kind for kind in KINDS if kind in found]


def statuses(graph: LineageGraph) -> list[LineageStatus]:
    """Return the statuses that occur in a graph, for its legend; none if all is declared."""
    found = {entity.status for entity in graph.vertices}
    found |= {association.status for association in graph.edges}
    if found == {LineageStatus.DECLARED}:
        return []
    return [status for status in STATUSES if status in found]
