"""The command, against CloudFormation and SageMaker's API."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from lineage_cli.start import main
from lineage_graph.renderings import layout
from lineage_local.service import LineageService
from tests.lineage_cli.command import run
from tests.lineage_graph.deployed_stack import DeployedStack


def test_the_command_writes_each_output(stack: DeployedStack, tmp_path: Path) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.associate(data, model, "ContributedTo")
    stack.deploy()

    done = run(
        "graph",
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
    ("arguments", "message"),
    [
        (["Nowhere", "--output=x.json"], "error: there is no stack Nowhere in us-east-1"),
        (["Any", "--output=x.png"], "x.png does not end with one of .html, .svg, .dot"),
        (["Any", "--output=nowhere/x.json"], "there is no folder nowhere"),
        (["Any", "--output=folder.json"], "folder.json cannot be written"),
        (["Any", "--depth=11", "--output=x.json"], "11 is not in the range 1<=x<=10"),
        (["Any"], "Missing option '--output'"),
        (["--output=x.json"], "name at least one STACK, or an --assembly"),
    ],
)
def test_the_command_reports_what_is_wrong(
    arguments: list[str], message: str, session: boto3.Session
) -> None:
    Path("folder.json").mkdir()

    done = run("graph", *arguments)

    assert done.returncode == 2
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

    done = run("graph", "Nowhere", "--output=x.json")

    assert f"there is no stack Nowhere in {used}" in done.stderr


def test_what_aws_refuses_is_one_line(
    session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    done = run("graph", "Any", "--output=x.json")

    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: Unable to locate credentials"]


def test_the_graph_goes_to_stdout_and_nothing_else_does(
    stack: DeployedStack, session: boto3.Session
) -> None:
    stack.artifact("model")
    stack.deploy()

    done = run("graph", stack.name, "--output=-.mmd")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"%% Deployed lineage: {stack.name}\nflowchart LR\n")
    assert "querying the lineage of 1 entities" in done.stderr


def test_what_cannot_be_written_is_found_before_anything_is_read(
    service: LineageService, session: boto3.Session
) -> None:
    done = run("graph", "Any", "--output=nowhere/x.json")

    assert done.returncode == 2
    assert not service.calls


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

    assert main(["graph", "Any", "--output=x.svg"]) == 2

    printed = capsys.readouterr().err.splitlines()
    assert len(printed) == 1
    assert printed[0].startswith("error: Graphviz is not installed: run `npm install @viz-js/viz@")
    assert not service.calls
