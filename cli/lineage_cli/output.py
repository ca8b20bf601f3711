"""Where a command writes a graph to: each output is tried before anything is read."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from lineage_graph import LineageGraph
from lineage_graph.renderings.formats import FORMATS, suffix_of, write_graph

from . import console

_Command = TypeVar("_Command", bound=Callable[..., object])

STDOUT = "-"
"""The output that is stdout; followed by a suffix, the format that goes there: ``-.mmd``."""

_STDOUT_SUFFIX = ".json"


def outputs_option(*, required: bool) -> Callable[[_Command], _Command]:
    """Return the option ``--output`` for a command that makes a graph."""
    return click.option(
        "--output",
        "outputs",
        type=click.Path(path_type=Path),
        callback=_check_outputs,
        multiple=True,
        required=required,
        metavar="FILE",
        help=f"Where to write the graph; the suffix is the format: {', '.join(FORMATS)}; - is"
        " stdout as JSON, -.mmd as Mermaid and so on. Can be given more than once.",
    )


def try_out(outputs: Sequence[Path]) -> None:
    """Render a graph without anything in it, so that a program that is missing shows at once."""
    for output in outputs:
        FORMATS[_suffix(output)](LineageGraph("", (), ()))


def write(graph: LineageGraph, outputs: Sequence[Path]) -> None:
    """Write a graph to each output."""
    for output in outputs:
        if _is_stdout(output):
            console.raw(FORMATS[_suffix(output)](graph))
        else:
            write_graph(graph, output)
            count = f"{len(graph.vertices)} entities, {len(graph.edges)} associations"
            console.progress(f"{output}: {count}")


def _check_outputs(
    _context: click.Context, _option: click.Parameter, outputs: tuple[Path, ...]
) -> tuple[Path, ...]:
    for path in outputs:
        problem = _problem(path)
        if problem:
            raise click.BadParameter(problem)
    return outputs


def _problem(path: Path) -> str | None:
    if _is_stdout(path):
        return None
    if suffix_of(path) is None:
        return f"{path} does not end with one of {', '.join(FORMATS)}"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    is_writable = os.access(path if path.exists() else path.parent, os.W_OK)
    return None if is_writable and not path.is_dir() else f"{path} cannot be written"


def _suffix(path: Path) -> str:
    return suffix_of(path) or _STDOUT_SUFFIX


def _is_stdout(path: Path) -> bool:
    return str(path) in (STDOUT, f"{STDOUT}{_suffix(path)}")
