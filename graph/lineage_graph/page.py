"""A graph as one page that opens offline, to be looked at, searched and clicked through."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from .document import document
from .graphviz import inline_svg
from .style import KINDS, STATUSES, css_class, kinds, statuses

if TYPE_CHECKING:
    from .graph import LineageGraph


def render(graph: LineageGraph) -> str:
    """Give the page: picture, data, style and script in one file."""
    return Template(_read("page.html")).substitute(
        title=escape(graph.title),
        style=_read("page.css"),
        colours=_colours(),
        legend=_legend(graph),
        svg=inline_svg(graph),
        data=_data(graph),
        script=_read("page.js"),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _colours() -> str:
    return "\n".join(
        f".{css_class(kind)} {{ --fill: {style.fill}; --line: {style.line}; }}"
        for kind, style in KINDS.items()
    )


def _legend(graph: LineageGraph) -> str:
    items = [(css_class(kind), kind.value) for kind in kinds(graph.vertices)]
    items += [
        (status.value, STATUSES[status].meaning)
        for status in statuses([*graph.vertices, *graph.edges])
    ]
    return "\n".join(f'<li class="{name}"><i></i>{escape(text)}</li>' for name, text in items)


def _data(graph: LineageGraph) -> str:
    meanings = {status.value: style.meaning for status, style in STATUSES.items()}
    text = json.dumps(document(graph) | {"meanings": meanings}, ensure_ascii=False)
    # So that no text can end the element that holds it, or begin a comment in it.
    return text.replace("<", r"\u003c")
