"""Runs the cdk CLI."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from lineage_local.cdk_cli import NODE_BIN

_BIN = Path(sys.prefix) / "bin"


def run(
    command: Sequence[str],
    variables: Mapping[str, str],
    *,
    cwd: Path,
    log: Path | None = None,
) -> int:
    """Run the cdk CLI and return its exit code.

    Node, and the `python3` that a `cdk.json` names, are those of this virtual environment.

    Parameters
    ----------
    command
        The program and its arguments.
    variables
        Its environment; the virtual environment's programs are put first on the PATH.
    cwd
        Folder of the app.
    log
        File for what the CLI prints, instead of the terminal.
    """
    path = os.pathsep.join([str(NODE_BIN), str(_BIN), variables.get("PATH", os.defpath)])
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb")) if log else None
        process = subprocess.Popen(
            command,
            env={**variables, "PATH": path},
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )
        try:
            return process.wait()
        finally:
            # The CLI must not outlive an interrupted caller.
            process.terminate()
            process.wait()
