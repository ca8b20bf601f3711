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
from tests.lineage_cli.assemblies import synth, varied

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


def test_parameters_conditions_nested_stacks_and_imports(
    deployment: DeployedStacks, tmp_path: Path
) -> None:
    cloud, assembly = deployment.cloud, synth(tmp_path / "out", varied)
    assert command(cloud, "diff", str(assembly)).returncode == 1

    cdk(cloud, "deploy", assembly, "--require-approval=never", "--parameters", "Varied:Stage=prod")

    done = command(cloud, "drift", "Varied", "Importing", "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert (found["findings"], found["resources"]) == ([], 6)
    assert command(cloud, "diff", str(assembly)).stdout.endswith(": no change\n")
    cdk(cloud, "destroy", assembly, "--force")
    assert deployment.artifacts() == {}
