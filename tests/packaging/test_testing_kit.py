"""The wheel with its extra ``local``, as a project has it whose stacks are tested with it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from .commands import REPOSITORY, new_environment, run, script

# Installed once, not by each process that runs tests.
pytestmark = pytest.mark.xdist_group("testing kit")

CDK = REPOSITORY / "node_modules" / ".bin"


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_environment(tmp_path_factory.mktemp("kit") / "environment", f"{wheel}[local]")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example, in a folder of its own."""
    return shutil.copytree(REPOSITORY / "examples" / "testing", tmp_path / "my project")


def test_tests_of_the_example_pass(python: Path, project: Path) -> None:
    path = os.pathsep.join([str(CDK), os.defpath])

    printed = run(python, "-m", "pytest", "-q", cwd=project, extra={"PATH": path})

    assert "4 passed" in printed


def test_command_runs_in_a_folder_of_ones_own(python: Path, project: Path) -> None:
    local = (*script(python), "local")
    (project / "app.py").write_text(
        "from aws_cdk import App\nfrom churn import ChurnStack\n"
        "app = App()\nChurnStack(app, 'Churn')\napp.synth()\n"
    )
    (project / "cdk.json").write_text('{"app": "python3 app.py"}')
    before = {path.name for path in project.iterdir()}
    # Whoever has no cdk CLI gets one by npm; here one is found.
    extra = {"PATH": os.pathsep.join([str(CDK), os.defpath])}
    try:
        deployed = run(*local, "deploy", cwd=project, extra=extra)
        status = json.loads(run(*local, "status", "--json", cwd=project, extra=extra))
    finally:
        run(*local, "down", cwd=project, extra=extra)

    assert "Artifacts: 2" in deployed
    assert [stack["name"] for stack in status["stacks"]] == ["Churn"]
    assert status["folder"] == str(project / ".local-cloud")
    left = {path.name for path in project.iterdir()} - before
    assert left - {"__pycache__"} == {".local-cloud"}
