"""What is written on a vertex and at an edge."""

import re

from .elements import Edge, Status, Vertex
from .style import STATUSES

_NAME_LENGTH = 36
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def vertex_lines(vertex: Vertex) -> list[str]:
    """Give the lines of a vertex: its name, what it is, and who declares it."""
    stack = vertex.declared_by[0].stack if vertex.declared_by else None
    what = [vertex.kind.value, vertex.type]
    lines = ([vertex.name], what, [stack, STATUSES[vertex.status].word])
    texts = (" · ".join(shorten(part, _NAME_LENGTH) for part in line if part) for line in lines)
    return [text for text in texts if text]


def edge_text(edge: Edge) -> str:
    """Give what is written at an edge; where it is not declared, its line says so."""
    word = STATUSES[edge.status].word if edge.status is Status.MISSING else ""
    return " · ".join(part for part in (shorten(edge.type or "", _NAME_LENGTH), word) if part)


def shorten(text: str, length: int) -> str:
    """Cut a long text in its middle, since both its ends tell most; keep it in one line."""
    line = _CONTROL.sub(" ", text)
    if len(line) <= length:
        return line
    end = length // 2
    return f"{line[: length - end - 1]}…{line[-end:]}"
