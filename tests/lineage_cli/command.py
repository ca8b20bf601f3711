"""The command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the current folder, in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "lineage_cli", *arguments],
        env=os.environ | variables,
        check=False,
        capture_output=True,
        text=True,
    )


def interruptible(*arguments: str) -> list[str]:
    """Return a command line that heeds SIGINT wherever it is started.

    A shell starts what runs in the background with SIGINT ignored, and these tests with it.
    """
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys; from lineage_cli.start import run_script; sys.exit(run_script())"
    )
    return [sys.executable, "-c", code, *arguments]
