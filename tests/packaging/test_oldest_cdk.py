"""The oldest aws-cdk-lib that pyproject.toml allows serves too; all other tests have the newest."""

from __future__ import annotations

import os
import re
import subprocess
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TESTS = REPOSITORY / "tests" / "sagemaker_lineage"

SUBSET = (
    "artifact",
    "artifact_base",
    "artifact_tags",
    "association",
    "association_checks",
    "lineage_resource",
    "policy",
    "provider",
    "shared_sources",
)
"""What meets CDK most: the constructs, the provider, and what is checked over a whole app."""

WITHOUT = "not own_type and not both_warnings and not where_cdk_takes"
"""What is about ``CfnArtifact``, which came with 2.268."""

pytestmark = pytest.mark.xdist_group("oldest CDK")


def run(*command: str | Path) -> None:
    rooms = [REPOSITORY, REPOSITORY / "constructs"]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, rooms))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the oldest CDK, and no other package than it needs."""
    found = re.search(r'"aws-cdk-lib>=([0-9.]+),<3"', (REPOSITORY / "pyproject.toml").read_text())
    assert found
    folder = tmp_path_factory.mktemp("oldest")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    packages = (f"aws-cdk-lib=={found[1]}", "crhelper==2.0.12", "pytest")
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", *packages)
    return python


def test_the_example_synthesises(python: Path, tmp_path: Path) -> None:
    run("env", f"CDK_OUTDIR={tmp_path}", python, "app.py")
    assert len(list(tmp_path.glob("*.template.json"))) == 2


def test_the_constructs_do_what_they_do_on_the_newest(python: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-p", "tests.packaging.older_cdk", "-k", WITHOUT)
    run(python, "-m", "pytest", *options, *(TESTS / f"test_{name}.py" for name in SUBSET))
