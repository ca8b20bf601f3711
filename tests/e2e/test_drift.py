"""Nothing has drifted after a deployment, whatever the templates are made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lineage_local import environment
from lineage_local.cloud import Cloud
from tests.lineage_cli.assemblies import Build, configured, layered, synth, varied

from .deployment import DeployedStacks

pytestmark = pytest.mark.xdist_group("drift")


def command(cloud: Cloud, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command against the cloud."""
    return subprocess.run(
        [sys.executable, "-m", "lineage_cli", *arguments],
        env=environment.applied(cloud.settings(), os.environ),
        check=False,
        capture_output=True,
        text=True,
    )


def cdk(cloud: Cloud, name: str, assembly: Path, *options: str) -> None:
    log = assembly.with_suffix(".log")
    assert cloud.cdk(name, "--all", *options, app=str(assembly), log=log) == 0, log.read_text()


@pytest.mark.parametrize(
    ("app", "parameters", "resources"),
    [
        pytest.param(varied, ["Varied:Stage=prod"], 6, id="varied"),
        pytest.param(configured, ["Configured:Stage=prod", "Configured:Teams=a,b"], 3, id="prod"),
        pytest.param(configured, [], 2, id="test"),
        pytest.param(layered, [], 5, id="layered"),
    ],
)
def test_parameters_conditions_nested_stacks_and_imports(
    deployment: DeployedStacks, tmp_path: Path, app: Build, parameters: list[str], resources: int
) -> None:
    cloud, assembly = deployment.cloud, synth(tmp_path / "out", app)
    stacks = [each.name.split(".")[0] for each in assembly.glob("*.assets.json")]
    assert command(cloud, "diff", str(assembly)).returncode == 1

    given = [word for one in parameters for word in ("--parameters", one)]
    cdk(cloud, "deploy", assembly, "--require-approval=never", *given)

    done = command(cloud, "drift", *stacks, "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert (found["findings"], found["resources"]) == ([], resources)
    assert command(cloud, "diff", str(assembly)).stdout.endswith(": no change\n")
    cdk(cloud, "destroy", assembly, "--force")
    assert deployment.artifacts() == {}
