"""Runs the cdk CLI."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from lineage_local.cdk_cli import NODE_BIN
from lineage_local.folder import CloudFolder
from lineage_local.process import FOLDER_VARIABLE

_BIN = Path(sys.prefix) / "bin"
_JSII_CACHE = "JSII_RUNTIME_PACKAGE_CACHE_ROOT"


def variables(folder: CloudFolder, current: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of the cdk CLI that do not depend on where the cloud runs.

    Parameters
    ----------
    folder
        The cloud's folder.
    current
        The environment as it is.
    """
    found = {
        FOLDER_VARIABLE: str(folder.path),
        "TMPDIR": str(folder.temporary),
        # The CLI reads its options from the environment too; the command line comes first.
        "CDK_OUTPUT": str(folder.cdk_out),
    }
    if current.get("NO_COLOR"):
        # Which the CLI does not heed.
        found["FORCE_COLOR"] = "0"
    if _JSII_CACHE not in current and not _can_cache_at_home():
        found[_JSII_CACHE] = str(folder.jsii_cache)
    return found


def _can_cache_at_home() -> bool:
    cache = Path.home() / ".cache"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache, os.W_OK)


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
