"""The command, against CloudFormation and SageMaker's API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from lineage_graph.__main__ import main
from lineage_graph.renderings import layout
from lineage_local.service import LineageService
from tests.lineage_graph.deployed_stack import DeployedStack


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the current folder, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "lineage_graph", *arguments],
        env=os.environ,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_command_writes_each_output(stack: DeployedStack, tmp_path: Path) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.associate(data, model, "ContributedTo")
    stack.deploy()

    done = run(
        stack.name,
        "--direction=Descendants",
        "--depth=3",
        "--output=lineage.json",
        "--output=lineage.mmd",
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "lineage.json: 2 entities, 1 associations" in done.stderr
    written = json.loads((tmp_path / "lineage.json").read_text())
    assert [edge["status"] for edge in written["edges"]] == ["undeclared"]
    assert "ContributedTo" in (tmp_path / "lineage.mmd").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["Nowhere", "--output=x.json"], 1, "error: there is no stack Nowhere in us-east-1"),
        (["Any", "--output=x.png"], 2, "x.png does not end with one of .html, .svg, .dot"),
        (["Any", "--depth=11", "--output=x.json"], 2, "argument --depth: invalid choice: 11"),
        (["Any"], 2, "the following arguments are required: --output"),
        (["--output=x.json"], 2, "the following arguments are required: STACK"),
    ],
)
def test_the_command_reports_what_is_wrong(
    arguments: list[str], code: int, message: str, session: boto3.Session
) -> None:
    done = run(*arguments)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("x.json").exists()


@pytest.mark.parametrize(
    ("region", "default_region", "used"),
    [
        ("eu-west-1", None, "eu-west-1"),
        (None, "eu-west-2", "eu-west-2"),
        ("eu-west-1", "eu-west-2", "eu-west-1"),
    ],
)
def test_the_region_is_that_of_the_cli(
    region: str | None,
    default_region: str | None,
    used: str,
    session: boto3.Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("AWS_REGION", region), ("AWS_DEFAULT_REGION", default_region)):
        monkeypatch.delenv(name)
        if value:
            monkeypatch.setenv(name, value)

    done = run("Nowhere", "--output=x.json")

    assert f"there is no stack Nowhere in {used}" in done.stderr


def test_what_aws_refuses_is_one_line(
    session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    done = run("Any", "--output=x.json")

    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: Unable to locate credentials"]


def test_a_folder_that_is_not_there_is_named(stack: DeployedStack) -> None:
    stack.artifact("model")
    stack.deploy()

    done = run(stack.name, "--output=nowhere/x.json")

    assert done.returncode == 1
    assert "No such file or directory: 'nowhere/x.json'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_package_is_reported_before_anything_is_read(
    service: LineageService,
    session: boto3.Session,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    program = tmp_path / "layout.cjs"
    program.write_bytes(Path(layout.__file__).with_name("layout.cjs").read_bytes())
    monkeypatch.setattr(layout, "_PROGRAM", program)

    assert main(["Any", "--output=x.svg"]) == 1

    printed = capsys.readouterr().err.splitlines()
    assert len(printed) == 1
    assert printed[0].startswith("error: Graphviz is not installed: run `npm install @viz-js/viz@")
    assert not service.calls
