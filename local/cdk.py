"""Runs the pinned cdk CLI."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from local.preflight import BIN, CDK, check_tools


def run(
    arguments: Sequence[str],
    settings: Mapping[str, str],
    *,
    cwd: Path,
    log: Path | None = None,
) -> int:
    """Run the cdk CLI to its end.

    Node, and the `python3` that a `cdk.json` names, are those of this virtual environment.

    Parameters
    ----------
    arguments
        The command and its options.
    settings
        The environment to run in; the virtual environment's programs are put first on its PATH.
    cwd
        Folder of the app.
    log
        File that takes what the CLI prints, instead of the terminal.

    Returns
    -------
    int
        The CLI's exit code.
    """
    check_tools()
    path = os.pathsep.join([str(BIN), settings.get("PATH", os.defpath)])
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb")) if log else None
        process = subprocess.Popen(
            [str(CDK), *arguments],
            env={**settings, "PATH": path},
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )
        try:
            return process.wait()
        finally:
            # Interrupted: the CLI does not outlive this.
            process.terminate()
            process.wait()
