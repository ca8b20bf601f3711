"""The formats of a graph, by the suffix of the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from . import graphviz, mermaid, page
from .document import document

if TYPE_CHECKING:
    from .graph import LineageGraph


def _json(graph: LineageGraph) -> str:
    return json.dumps(document(graph), indent=2, ensure_ascii=False) + "\n"


FORMATS: Final[dict[str, Callable[[LineageGraph], str]]] = {
    ".html": page.render,
    ".svg": graphviz.svg,
    ".dot": graphviz.dot,
    ".mmd": mermaid.render,
    ".json": _json,
}
