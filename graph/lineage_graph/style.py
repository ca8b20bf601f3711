"""How kinds and statuses look, and the words for them: never told by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .elements import Edge, Kind, Status, Vertex

INK: Final = "#1e293b"
"""The colour of text."""


@dataclass(frozen=True)
class KindStyle:
    """The colours of a kind: of the area, and of the line around it."""

    fill: str
    line: str


KINDS: Final = {
    Kind.ARTIFACT: KindStyle("#e4effc", "#2f6db5"),
    Kind.ACTION: KindStyle("#fdeedb", "#ad6a17"),
    Kind.CONTEXT: KindStyle("#e5f4e6", "#35803a"),
    Kind.TRIAL_COMPONENT: KindStyle("#f0e8fb", "#7449b0"),
    Kind.EXPERIMENT: KindStyle("#fce6ef", "#ad3a6f"),
    Kind.UNKNOWN: KindStyle("#eeeeee", "#666666"),
}


@dataclass(frozen=True)
class StatusStyle:
    """How a status looks.

    Parameters
    ----------
    word
        What is written beside a name; nothing where the status is the usual one.
    meaning
        What the legend says.
    line
        The kind of line, as Graphviz calls it.
    dashes
        The same for SVG and Mermaid.
    colour
        The colour of a line: of an association, and around what is not simply declared.
    """

    word: str
    meaning: str
    line: str
    dashes: str
    colour: str


STATUSES: Final = {
    Status.DECLARED: StatusStyle("", "declared", "solid", "none", "#475569"),
    Status.UNDECLARED: StatusStyle("not declared", "not declared here", "dashed", "6 3", "#6b7280"),
    Status.MISSING: StatusStyle(
        "missing", "missing: declared, but not in SageMaker", "dotted", "2 3", "#b91c1c"
    ),
}


def css_class(kind: Kind) -> str:
    """Give the class by which style sheets know a kind; that of a status is its value."""
    return kind.value.replace(" ", "-")


def kinds(vertices: Iterable[Vertex]) -> list[Kind]:
    """Give the kinds that occur, for the legend."""
    found = {vertex.kind for vertex in vertices}
    return [kind for kind in KINDS if kind in found]


def statuses(items: Iterable[Vertex | Edge]) -> list[Status]:
    """Give the statuses that occur, for the legend; none if everything is declared."""
    found = {item.status for item in items}
    if found == {Status.DECLARED}:
        return []
    return [status for status in STATUSES if status in found]
