"""What is printed on a terminal and in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

CODE = """
from lineage_cli import console
console.line("a head", style="bold")
console.table(("name", "source"), [("model", ("s3://bucket/" + 60 * "x", "red"))])
console.line("[bold]as it is[/bold] :warning:")
"""
LONG = "s3://bucket/" + 60 * "x"


def on_terminal(**variables: str) -> str:
    """Run the code on a terminal of 40 columns, and return what it shows."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", CODE],
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "40"} | variables,
        stdout=slave,
        stdin=slave,
        close_fds=True,
    )
    os.close(slave)
    shown = b""
    while process.poll() is None or shown == b"":
        try:
            shown += os.read(master, 4096)
        except OSError:
            break
    process.wait()
    os.close(master)
    return shown.decode()


def test_a_pipe_gets_plain_lines_that_are_not_wrapped() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)

    assert done.stdout.splitlines() == [
        "a head",
        "NAME   SOURCE",
        f"model  {LONG}",
        "[bold]as it is[/bold] :warning:",
    ]


def test_a_terminal_gets_colours_and_a_table_of_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = on_terminal()

    assert "\x1b[1ma head" in shown
    assert "\x1b[31m" in shown
    assert LONG not in shown
    assert shown.count("x") == 60


def test_no_color_takes_the_colours_away() -> None:
    shown = on_terminal(NO_COLOR="1")

    assert "\x1b[31m" not in shown
    assert "a head" in shown


def test_a_reader_that_has_seen_enough_ends_the_command_quietly() -> None:
    script = f"{sys.executable} -m lineage_cli --help | true"
    done = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True)

    assert done.stderr == ""
