"""A lineage graph, to be drawn."""

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from .elements import Edge, Vertex
from .formats import FORMATS


@dataclass(frozen=True)
class LineageGraph:
    """A lineage graph, to be drawn.

    Parameters
    ----------
    title
        What it is the graph of.
    vertices
        The entities, each id once.
    edges
        The associations between them.
    """

    title: str
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]

    def write(self, path: str | PathLike[str]) -> None:
        """Write the graph to a file.

        Parameters
        ----------
        path
            The file. What it ends with is the format: ``.html`` (a page that opens offline),
            ``.svg``, ``.dot`` (Graphviz), ``.mmd`` (Mermaid) or ``.json``.

        Raises
        ------
        ValueError
            If the path ends with something else.
        GraphError
            If Graphviz, which lays out HTML, SVG and DOT, is not installed: the npm package
            ``@viz-js/viz``, in the folder ``node_modules`` of the current folder or one above.

        Examples
        --------
        >>> LineageGraph("Nothing", (), ()).write("lineage.svg")  # doctest: +SKIP
        """
        target = Path(path)
        render = FORMATS.get(target.suffix)
        if render is None:
            raise ValueError(f"{target}: expected a name that ends with {', '.join(FORMATS)}")
        target.write_text(render(self), encoding="utf-8", errors="replace", newline="\n")
