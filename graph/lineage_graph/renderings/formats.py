"""The formats that a graph can be written in, by the suffix of the file."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Final

from ..model import LineageGraph
from . import graphviz, json_document, markdown, mermaid, openlineage, page

FORMATS: Final[dict[str, Callable[[LineageGraph], str]]] = {
    ".html": page.render,
    ".svg": graphviz.svg,
    ".dot": graphviz.dot,
    ".mmd": mermaid.render,
    ".md": markdown.render,
    ".json": json_document.render,
    ".openlineage.json": openlineage.render,
}
"""The rendering for each suffix."""


def suffix_of(path: str | PathLike[str]) -> str | None:
    """Return the suffix of a file that is a format; ``None`` if it has none.

    Examples
    --------
    >>> suffix_of("docs/lineage.svg")
    '.svg'
    """
    name = Path(path).name
    # The longest one: a suffix can end with another.
    found = [suffix for suffix in FORMATS if name.endswith(suffix) and name != suffix]
    return max(found, key=len, default=None)


def write_graph(graph: LineageGraph, path: str | PathLike[str]) -> None:
    """Write a graph to a file.

    Parameters
    ----------
    graph
        The graph.
    path
        The file. Its suffix is the format: ``.html`` (a page that opens offline), ``.svg``,
        ``.dot`` (Graphviz), ``.mmd`` (Mermaid), ``.md`` (Markdown, of a comparison), ``.json`` or
        ``.openlineage.json``.

    Raises
    ------
    ValueError
        If the path has another suffix.
    GraphError
        If Graphviz, which lays out HTML, SVG and DOT, is not installed: the npm package
        ``@viz-js/viz``, in the folder ``node_modules`` of the current folder or one above.

    Examples
    --------
    >>> write_graph(LineageGraph("Nothing", (), ()), "lineage.mmd")  # doctest: +SKIP
    """
    target = Path(path)
    suffix = suffix_of(target)
    if suffix is None:
        raise ValueError(f"{target}: expected a name that ends with {', '.join(FORMATS)}")
    text = FORMATS[suffix](graph)
    target.write_text(text, encoding="utf-8", errors="replace", newline="\n")
