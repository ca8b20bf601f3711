"""Names what is not installed, before anything imports or runs it.

Only the standard library is imported here: this must run in any interpreter.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from local.errors import MissingError

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.prefix) / "bin"
NODE = BIN / "node"
CDK = ROOT / "node_modules" / ".bin" / "cdk"
PACKAGES = ("aws_cdk", "boto3", "crhelper", "ministack", "regex", "rich", "werkzeug")

_REMEDY = "run `make setup`, then use `.venv/bin/python -m local` or the make targets"


def check_packages(packages: Iterable[str] = PACKAGES) -> None:
    """Raise `MissingError` unless this interpreter can import `packages`."""
    if sys.platform == "win32":
        raise MissingError("the embedded cloud runs on Linux and macOS: on Windows use WSL")
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise MissingError(f"{sys.executable} lacks {', '.join(missing)}: {_REMEDY}")


def check_tools(node: Path = NODE, cdk: Path = CDK) -> None:
    """Raise `MissingError` unless Node and the cdk CLI are installed."""
    missing = [
        f"{name} ({path})"
        for name, path in (("Node", node), ("the cdk CLI", cdk))
        if not path.exists()
    ]
    if missing:
        raise MissingError(f"{' and '.join(missing)} missing: {_REMEDY}")
