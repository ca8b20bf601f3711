import os
import shlex
import subprocess

from lineage_local import shell

MACHINE = {"AWS_PROFILE": "a profile that's $HOME", "AWS_REGION": "eu-west-1", "EDITOR": "vi"}
SETTINGS = {"AWS_PROFILE": None, "AWS_REGION": "us-east-1", "CDK_HOME": "/a folder/that's $HOME"}


def in_bash(lines: str, current: dict[str, str]) -> dict[str, str]:
    """Return the environment of a shell that evaluated some lines."""
    done = subprocess.run(
        ["/bin/bash", "-euc", f"eval {shlex.quote(lines)}; env -0"],
        env={**current, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(line.split("=", 1) for line in done.stdout.split("\0") if line)
    return {
        name: value for name, value in found.items() if name not in ("PATH", "PWD", "SHLVL", "_")
    }


def test_the_lines_set_and_unset() -> None:
    pointed = in_bash(shell.pointing_lines(SETTINGS, MACHINE), MACHINE)

    assert pointed["AWS_REGION"] == "us-east-1"
    assert pointed["CDK_HOME"] == "/a folder/that's $HOME"
    assert "AWS_PROFILE" not in pointed


def test_what_was_done_once_or_twice_can_be_undone() -> None:
    once = in_bash(shell.pointing_lines(SETTINGS, MACHINE), MACHINE)
    twice = in_bash(shell.pointing_lines({**SETTINGS, "EDITOR": "ed"}, once), once)

    assert in_bash(shell.undoing_lines(once), once) == MACHINE
    assert in_bash(shell.undoing_lines(twice), twice) == MACHINE


def test_where_nothing_was_done_nothing_is_undone() -> None:
    assert shell.undoing_lines(MACHINE) == ""


def test_no_value_of_the_machine_is_printed() -> None:
    assert MACHINE["AWS_PROFILE"] not in shell.pointing_lines(SETTINGS, MACHINE)
