"""A graph as Mermaid text, for READMEs and pull requests."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..model import LineageAssociation, LineageEntity, LineageGraph, LineageStatus
from .category import categories, category_of
from .label import association_text, entity_lines, has_stacks, reads_backwards, shorten
from .style import CATEGORIES, INK, STATUSES, StatusStyle, statuses

TEXT_LENGTH: Final = 50_000
"""How many characters Mermaid draws unless it is told otherwise: its ``maxTextSize``."""

EDGES: Final = 500
"""How many associations Mermaid draws unless it is told otherwise: its ``maxEdges``."""

_LINE_LENGTH = 200
_ARROWS = {
    LineageStatus.DECLARED: "-->",
    LineageStatus.UNDECLARED: "-.->",
    LineageStatus.MISSING: "--x",
    LineageStatus.ADDED: "==>",
    LineageStatus.REMOVED: "--x",
    LineageStatus.CHANGED: "==>",
}
_LINES = {
    LineageStatus.DECLARED: "---",
    LineageStatus.UNDECLARED: "-.-",
    LineageStatus.MISSING: "---",
    LineageStatus.ADDED: "===",
    LineageStatus.REMOVED: "---",
    LineageStatus.CHANGED: "===",
}

# Any other character can mean something in Mermaid, or in the Markdown and HTML of its labels.
_PLAIN = r"[^\W_]|[ /,·…{}]|:(?!//)|\$(?=\{)|(?<=[^\W_])[-._](?=[^\W_])"
# Mermaid looks for formulas and icons after it has decoded entity codes; a space without width
# breaks them up.
_BREAK = re.compile(r"(?<=\$)(?=\$)|(?<=:)(?=fa-)")
_CHARACTER = re.compile(rf"({_PLAIN})|(.)", re.DOTALL)


def render(graph: LineageGraph) -> str:
    """Return the text of a flowchart; its first line says so if GitHub would not draw it."""
    text = "\n".join(_lines(graph)) + "\n"
    if len(text) <= TEXT_LENGTH and len(graph.edges) <= EDGES:
        return text
    return (
        f"%% GitHub does not draw this: {len(text)} characters of {TEXT_LENGTH}, "
        f"{len(graph.edges)} associations of {EDGES}. Draw a part, or an HTML page.\n{text}"
    )


def _lines(graph: LineageGraph) -> Iterator[str]:
    names = {vertex.id: f"v{number}" for number, vertex in enumerate(graph.vertices)}
    yield f"%% {_escape(shorten(graph.title, _LINE_LENGTH))}"
    yield "flowchart LR"
    stack = has_stacks(graph)
    for vertex in graph.vertices:
        yield _indented(_vertex(names[vertex.id], vertex, stack=stack))
    for edge in graph.edges:
        yield _indented(f"{names[edge.source]} {_arrow(edge)} {names[edge.destination]}")
    found = statuses(graph)
    if found:
        legend = (f"{STATUSES[each].line} line: {STATUSES[each].meaning}" for each in found)
        yield _indented(f'legend["{"<br/>".join(map(_escape, legend))}"]')
        yield _indented("style legend fill:none,stroke:none")
    for category in categories(graph):
        style = CATEGORIES[category]
        yield _indented(
            f"classDef {category.css_class} fill:{style.fill},stroke:{style.line},color:{INK}"
        )
    for status in found:
        if status is not LineageStatus.DECLARED:
            yield from map(_indented, _status_lines(graph, status, names))


def _status_lines(
    graph: LineageGraph, status: LineageStatus, names: Mapping[str, str]
) -> Iterator[str]:
    style = STATUSES[status]
    yield f"classDef {status.value} {_line(style)}"
    vertices = [names[vertex.id] for vertex in graph.vertices if vertex.status is status]
    if vertices:
        yield f"class {','.join(vertices)} {status.value}"
    edges = [str(number) for number, edge in enumerate(graph.edges) if edge.status is status]
    if edges:
        yield f"linkStyle {','.join(edges)} {_line(style)}"


def _line(style: StatusStyle) -> str:
    return f"stroke:{style.colour},stroke-width:2px,stroke-dasharray:{style.dashes}"


def _vertex(name: str, entity: LineageEntity, *, stack: bool) -> str:
    text = "<br/>".join(map(_escape, entity_lines(entity, stack=stack)))
    return f'{name}["{text}"]:::{category_of(entity).css_class}'


def _arrow(association: LineageAssociation) -> str:
    text = association_text(association)
    if reads_backwards(association):
        # Mermaid has no arrow that points back; the word has it.
        return f'{_LINES[association.status]}|"← {_escape(text)}"|'
    return _ARROWS[association.status] + (f'|"{_escape(text)}"|' if text else "")


def _escape(text: str) -> str:
    """Return a text with Mermaid's entity codes."""
    broken = _BREAK.sub("\N{ZERO WIDTH SPACE}", text)
    return _CHARACTER.sub(lambda found: found[1] or f"#{ord(found[2])};", broken)


def _indented(line: str) -> str:
    return f"    {line}"
