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
