"""Where a command writes a graph to: each output is tried before anything is read."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from lineage_graph import LineageGraph
from lineage_graph.renderings.formats import FORMATS, suffix_of, write_graph

from . import console

STDOUT = Path("-")


class OutputType(click.ParamType[Path]):
    """A file that a graph can be written to, or ``-``."""

    name = "file"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path; fail with a usage error if it cannot be written."""
        path = Path(value)
        if path == STDOUT:
            return path
        if suffix_of(path) is None:
            self.fail(f"{path} does not end with one of {', '.join(FORMATS)}", param, ctx)
        if path.is_dir():
            self.fail(f"{path} is a folder", param, ctx)
        if not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent}", param, ctx)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            self.fail(f"{path} cannot be written", param, ctx)
        return path


def try_out(outputs: Sequence[Path], stdout_format: str) -> None:
    """Render a graph without anything in it, so that a program that is missing shows at once."""
    for output in outputs:
        FORMATS[_suffix(output, stdout_format)](LineageGraph("", (), ()))


def write(graph: LineageGraph, outputs: Sequence[Path], stdout_format: str) -> None:
    """Write a graph to each output."""
    for output in outputs:
        if output == STDOUT:
            console.raw(FORMATS[f".{stdout_format}"](graph))
        else:
            write_graph(graph, output)
            count = f"{len(graph.vertices)} entities, {len(graph.edges)} associations"
            console.progress(f"{output}: {count}")


def _suffix(output: Path, stdout_format: str) -> str:
    return f".{stdout_format}" if output == STDOUT else suffix_of(output) or ""
