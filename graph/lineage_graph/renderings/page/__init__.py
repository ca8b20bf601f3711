"""A graph as one HTML page that opens offline, and lays the graph out itself."""

import json
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from ...model import LineageGraph, LineageStatus
from ..category import Category, categories, category_of
from ..json_document import document
from ..label import association_text, entity_lines, has_stacks, reads_backwards
from ..scheme import PAGE, mixed
from ..style import CATEGORIES, STATUSES
from .libraries import libraries

# Two lines of a box.
_NAME_LENGTH: Final = 60

_STYLES: Final = ("frame.css", "canvas.css", "panel.css", "phone.css")

# They share one scope, and each builds on those before it.
_SCRIPTS: Final = (
    *("items.js", "state.js", "lineage.js", "folding.js", "layout.js", "drawing.js", "words.js"),
    *("view.js", "opening.js", "minimap.js", "console.js", "details.js", "legend.js", "search.js"),
    *("picture.js", "differences.js", "input.js", "start.js"),
)


def render(graph: LineageGraph) -> str:
    """Return the page: data, styles, scripts and libraries in one text."""
    return Template(_read("page.html")).substitute(
        title=escape(graph.title),
        styles="\n".join(map(_read, _STYLES)),
        picture_styles=f"{_read('picture.css')}\n{_colours()}\n",
        icons=_read("icons.svg"),
        data=_data(graph),
        libraries=libraries(),
        scripts="\n".join(map(_read, _SCRIPTS)),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _colours() -> str:
    light = [_rule(category.css_class, *_light(category)) for category in Category]
    dark = [_rule(category.css_class, *_dark(category)) for category in Category]
    light.append(_rule("stack", "#f4f6f9", "#475569"))
    dark.append(_rule("stack", "#182135", "#b4bfd0"))
    return "\n".join((*light, "@media (prefers-color-scheme: dark) {", *dark, "}"))


def _light(category: Category) -> tuple[str, str]:
    return CATEGORIES[category].fill, CATEGORIES[category].line


def _dark(category: Category) -> tuple[str, str]:
    line = CATEGORIES[category].line
    return mixed(line, PAGE[1], 0.34), mixed(line, "#ffffff", 0.55)


def _rule(css_class: str, fill: str, line: str) -> str:
    return f".{css_class} {{ --fill: {fill}; --line: {line}; }}"


def _data(graph: LineageGraph) -> str:
    text = json.dumps(_drawn(graph), ensure_ascii=False)
    # No text can then end the element that it is in, or begin a comment in it.
    return text.replace("<", r"\u003c")


def _drawn(graph: LineageGraph) -> dict[str, Any]:
    """Return the document of the graph, with what is written and how it looks."""
    data = document(graph)
    stack = has_stacks(graph)
    for written, entity in zip(data["vertices"], graph.vertices, strict=True):
        written["category"] = category_of(entity).value
        written["lines"] = entity_lines(entity, stack=stack, name_length=_NAME_LENGTH)
    for written, association in zip(data["edges"], graph.edges, strict=True):
        written["label"] = association_text(association, compared=graph.comparison is not None)
        written["backwards"] = reads_backwards(association)
    data["categories"] = [category.value for category in categories(graph)]
    data["statuses"] = {
        status.value: {"word": style.word, "meaning": style.meaning, "sign": style.sign}
        for status, style in STATUSES.items()
    }
    if graph.comparison:
        data["statuses"][LineageStatus.DECLARED.value]["meaning"] = "unchanged"
    return data
