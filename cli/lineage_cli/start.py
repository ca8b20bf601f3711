"""Where the command begins: nothing is imported before it is known to be installed."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Final

from .exit_codes import ERROR

PACKAGES: Final = ("boto3", "click", "rich")
"""What the extra ``cli`` installs; the wheel alone does without."""


def run_script() -> int:
    """Run the command with the arguments of the process: the entry point of the wheel."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments
        What follows the command's name.

    Returns
    -------
    int
        The exit code, see `exit_codes`.
    """
    missing = [package for package in PACKAGES if find_spec(package) is None]
    if missing:
        sys.stderr.write(
            f"error: {', '.join(missing)} not installed: run"
            " `pip install 'cdk-sagemaker-lineage[cli]'`, or `make setup` in a checkout\n"
        )
        return ERROR
    from .commands import run  # noqa: PLC0415 - it imports what may be missing

    return run(arguments)
