"""A comparison as Markdown, for the comment of a pull request.

GitHub takes comments of 65,536 characters, and draws Mermaid pictures of 50,000 characters and 500
associations; what is left out is said.
"""

from collections.abc import Iterator
from typing import Final

from ..model import LineageGraph
from . import mermaid
from .changes import LineageChange, changes, counts
from .excerpt import excerpt
from .label import shorten

COMMENT_LENGTH: Final = 65_536

# What is kept for headings and for what is said to be left out.
_ROOM = 2_000
_VALUE_LENGTH = 120
_NAMES = 5


def render(graph: LineageGraph) -> str:
    """Return the text of a comment: a table of the changes, and a picture of them."""
    found = changes(graph)
    head = f"### {_inline(graph.title)}\n\n"
    if not found:
        return f"{head}No change of the lineage.\n"
    picture = _picture(graph)
    room = COMMENT_LENGTH - _ROOM - len(picture)
    return f"{head}{counts(found)}\n\n{_table(graph, found, room)}\n{picture}"


def _picture(graph: LineageGraph) -> str:
    """Return the picture of as much of the graph as GitHub draws."""
    size = len(graph.vertices)
    while True:
        part = excerpt(graph, size)
        text = mermaid.render(part)
        # A comment also holds the table.
        if len(text) <= mermaid.TEXT_LENGTH - _ROOM and len(part.edges) <= mermaid.EDGES:
            break
        size = size * 3 // 4
    left_out = len(graph.vertices) - len(part.vertices)
    remark = f"\nNot in the picture: {left_out} entities.\n" if left_out else ""
    return f"```mermaid\n{text}```\n{remark}"


def _table(graph: LineageGraph, found: list[LineageChange], room: int) -> str:
    comparison = graph.comparison
    before, after = (comparison.before, comparison.after) if comparison else ("before", "after")
    lines = [
        f"| | what | member | {_cell(before)} | {_cell(after)} | downstream |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    length = sum(map(len, lines))
    for number, change in enumerate(found):
        rows = list(_rows(change))
        length += sum(len(row) + 1 for row in rows)
        if length > room:
            lines += ["", f"Not in the table: {len(found) - number} changes more."]
            break
        lines += rows
    return "\n".join(lines) + "\n"


def _rows(change: LineageChange) -> Iterator[str]:
    names = [_cell(name) for name in change.downstream[:_NAMES]]
    more = len(change.downstream) - _NAMES
    reach = ", ".join([*names, *([f"and {more} more"] if more > 0 else [])])
    notes = "".join(f"<br>{_cell(note, len(note))}" for note in change.notes)
    first = f"| {change.status.value} | {_cell(change.subject)}{notes}"
    if not change.differences:
        yield f"{first} | | | | {reach} |"
    for number, each in enumerate(change.differences):
        values = f"{_cell(each.member)} | {_value(each.before)} | {_value(each.after)}"
        yield f"{first} | {values} | {reach} |" if not number else f"| | | {values} | |"


def _value(text: str | None) -> str:
    return "" if text is None else f"<code>{_cell(text)}</code>"


def _cell(text: str, length: int = _VALUE_LENGTH) -> str:
    """Return a text that is a text in a cell, whatever is in it."""
    return _inline(shorten(text, length)).replace("|", "&#124;")


def _inline(text: str) -> str:
    """Return a text without what Markdown, HTML or GitHub would make something of."""
    special = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "#": "&#35;"}
    special |= {each: f"\\{each}" for each in "\\`*_[]~!"}
    return "".join(special.get(each, each) for each in text)
