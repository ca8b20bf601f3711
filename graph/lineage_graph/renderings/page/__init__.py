"""A graph as one HTML page that opens offline: search, zoom, details, the lineage of an entity."""

import json
from html import escape
from importlib.resources import files
from string import Template

from ...model import LineageGraph
from ..graphviz import inline_svg
from ..json_document import document
from ..style import KINDS, STATUSES, css_class, kinds, statuses

_STYLES = ("frame.css", "picture.css", "panel.css")

# They share one scope, and each builds on those before it.
_SCRIPTS = ("items.js", "details.js", "selection.js", "view.js", "input.js", "start.js")


def render(graph: LineageGraph) -> str:
    """Return the page: picture, data, styles and scripts in one text."""
    return Template(_read("page.html")).substitute(
        title=escape(graph.title),
        styles="\n".join(map(_read, _STYLES)),
        colours=_colours(),
        legend=_legend(graph),
        svg=inline_svg(graph),
        data=_data(graph),
        scripts="\n".join(map(_read, _SCRIPTS)),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _colours() -> str:
    return "\n".join(
        f".{css_class(kind)} {{ --fill: {style.fill}; --line: {style.line}; }}"
        for kind, style in KINDS.items()
    )


def _legend(graph: LineageGraph) -> str:
    items = [(css_class(kind), kind.value) for kind in kinds(graph)]
    items += [(status.value, STATUSES[status].meaning) for status in statuses(graph)]
    return "\n".join(f'<li class="{name}"><i></i>{escape(text)}</li>' for name, text in items)


def _data(graph: LineageGraph) -> str:
    meanings = {status.value: style.meaning for status, style in STATUSES.items()}
    text = json.dumps(document(graph) | {"meanings": meanings}, ensure_ascii=False)
    # No text can then end the element that it is in, or begin a comment in it.
    return text.replace("<", r"\u003c")
