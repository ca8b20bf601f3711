"""What the command prints: results on stdout, progress and errors on stderr.

On a terminal with colour, which ``NO_COLOR`` takes away; plain and never wrapped in a pipe.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

Cell = str | tuple[str, str]
"""A text, or a text and its style."""


def line(text: str = "", style: str = "") -> None:
    """Print a line of results."""
    _stdout().print(text, style=style, soft_wrap=True)


def raw(text: str) -> None:
    """Print a document as it is."""
    stdout = _stdout()
    stdout.file.write(text)
    stdout.file.flush()


def document(content: Mapping[str, Any]) -> None:
    """Print JSON."""
    raw(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def progress(text: str) -> None:
    """Print a line on what is being done."""
    _stderr().print(text, style="dim", soft_wrap=True)


def error(text: str) -> None:
    """Print an error in one line."""
    _stderr().print(f"error: {' '.join(text.split())}", style="red", soft_wrap=True)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show on a terminal what is being done; elsewhere print it once."""
    console = _stderr()
    if console.is_terminal:
        with console.status(text):
            yield
    else:
        progress(text)
        yield


def table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows in columns: folded to the terminal's width, or each row on a line of its own."""
    stdout = _stdout()
    if stdout.is_terminal:
        drawn = Table(*header, box=SIMPLE_HEAD, pad_edge=False)
        for column in drawn.columns:
            column.overflow = "fold"
        for row in rows:
            drawn.add_row(*(Text(*_parts(cell)) for cell in row))
        stdout.print(drawn)
        return
    texts = [
        [name.upper() for name in header],
        *([_parts(cell)[0] for cell in row] for row in rows),
    ]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row_texts in texts:
        cells = (text.ljust(width) for text, width in zip(row_texts, widths, strict=True))
        line("  ".join(cells).rstrip())


def _parts(cell: Cell) -> tuple[str, str]:
    return (cell, "") if isinstance(cell, str) else cell


# Made for each use: a stream may have been replaced since.
def _stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)
