import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lineage_cli import start
from lineage_local import ports, process
from lineage_local.cloud import FOLDER, Cloud

from ..lineage_local.conftest import assembly, cloud
from .command import interruptible

__all__ = ["assembly", "cloud"]


def command(*arguments: str) -> list[str]:
    return interruptible("local", *arguments)


def main(*arguments: str) -> int:
    return start.main(["local", *arguments])


@pytest.fixture
def project(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the project whose cloud is up; it is the current one."""
    monkeypatch.chdir(cloud.folder.parent)
    return cloud.folder.parent


def test_status_prints_what_runs_where(
    cloud: Cloud, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = cloud.running()

    code = main("status")

    out = capfd.readouterr().out
    assert code == 0
    assert found
    rows = [line.split() for line in out.splitlines()]
    assert ["MiniStack", found.ministack.url, "(pid", f"{found.ministack.pid})"] in rows
    assert ["SageMaker", "lineage", found.lineage.url, "(pid", f"{found.lineage.pid})"] in rows


def test_status_and_env_of_a_cloud_that_is_down(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main("status") == 3
    assert main("env") == 3

    captured = capfd.readouterr()
    assert captured.out == ""
    assert (
        captured.err.splitlines()
        == ["error: the embedded cloud is down: start it with `sagemaker-lineage local up`"] * 2
    )


def test_down_of_a_cloud_that_is_down(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main("down") == 0
    assert capfd.readouterr() == ("the embedded cloud is down already\n", "")
    assert list(tmp_path.iterdir()) == []


def test_destroy_of_a_cloud_that_is_down(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main("destroy") == 0
    assert "nothing to destroy" in capfd.readouterr().out


def test_env_points_the_aws_cli_at_the_cloud_until_it_is_undone(
    cloud: Cloud, project: Path
) -> None:
    cloud.client("ssm").put_parameter(Name="/from/python", Value="here", Type="String")
    env = shlex.join(command("env"))
    aws = shlex.quote(str(Path(sys.executable).with_name("aws")))
    script = (
        f'eval "$({env})";'
        f"{aws} ssm get-parameter --name /from/python --query Parameter.Value --output text;"
        f"{aws} sagemaker list-contexts --query ContextSummaries --output text;"
        f'eval "$({env} --unset)"; echo $AWS_PROFILE ${{AWS_ENDPOINT_URL-none}}'
    )

    done = subprocess.run(
        ["/bin/bash", "-euc", script],
        env={**os.environ, "AWS_PROFILE": "not-there"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.splitlines() == ['To undo it: eval "$(sagemaker-lineage local env --unset)"']
    assert done.stdout.split() == ["here", "not-there", "none"]


def test_status_as_json(cloud: Cloud, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = cloud.running()

    assert main("status", "--json") == 0

    document = json.loads(capfd.readouterr().out)
    assert found
    assert document["ministack"]["url"] == found.ministack.url
    assert document["lineage"]["port"] == found.lineage.port
    assert document["folder"] == str(cloud.folder)
    assert {"account": "000000000000", "region": "us-east-1"} in document["environments"]
    assert [stack for stack in document["stacks"] if stack["name"] == "CDKToolkit"] == []


def test_deploy_diff_and_destroy(
    project: Path, assembly: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = ["--app", str(assembly)]

    assert main("deploy", *app) == 0
    deployed = capfd.readouterr().out
    assert "  First.Greeting  hello from First" in deployed
    assert "  Second.Greeting  hello from Second" in deployed

    assert main("destroy", *app, "Second") == 0
    remaining = capfd.readouterr().out
    assert "hello from First" in remaining
    assert "hello from Second" not in remaining

    # What follows `--` reaches the cdk CLI, and its exit code the caller.
    assert main("diff", *app, "First", "--", "--fail") == 0
    assert main("diff", *app, "--", "--fail") == 1
    capfd.readouterr()

    assert main("destroy", *app) == 0
    assert "Outputs: none" in capfd.readouterr().out


def test_a_deploy_that_fails(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "app.py"
    broken.write_text("raise SystemExit('no such stack')")

    code = main("deploy", "--app", f"{sys.executable} {broken}")

    error = capfd.readouterr().err.splitlines()[-1]
    assert code == 1
    assert error.startswith("error: `cdk deploy` ended with code 1: see above")


def up_until_it_has_started_something(folder: Path) -> "subprocess.Popen[str]":
    up = subprocess.Popen(command("up"), stderr=subprocess.PIPE, text=True)
    while not process.running(folder):
        assert up.poll() is None
    return up


def test_an_interrupted_up_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    up = up_until_it_has_started_something(folder)

    up.send_signal(signal.SIGINT)

    _, stderr = up.communicate()
    assert up.returncode == 130
    assert "error: interrupted" in stderr
    assert "Traceback" not in stderr
    assert process.running(folder) == set()
    assert not (folder / "state.json").exists()


def test_down_after_an_up_that_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    up = up_until_it_has_started_something(folder)
    up.kill()
    up.communicate()

    assert main("down") == 0

    assert process.running(folder) == set()


def test_ports_on_request(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = next(port for port in ports.free_ports(20) if ports.is_free(port + 1))
    try:
        assert main("up", "--port", str(first)) == 0
        out = capfd.readouterr().out
        assert f"http://127.0.0.1:{first} " in out
        assert f"http://127.0.0.1:{first + 1} " in out

        assert main("up", "--port", str(first)) == 0
        assert main("up", "--port", str(first + 2)) == 1
        assert (
            capfd.readouterr()
            .err.splitlines()[-1]
            .startswith(f"error: the embedded cloud runs on port {first}: stop it first")
        )
    finally:
        assert main("down") == 0


def test_a_port_that_another_program_has(
    cloud: Cloud, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = cloud.running()
    assert other
    taken = other.ministack.port

    assert main("up", "--port", str(taken)) == 1

    last = capfd.readouterr().err.splitlines()[-1]
    assert last == f"error: another program has port {taken} or {taken + 1}: choose another port"
    assert process.running(tmp_path / FOLDER) == set()


def test_a_folder_that_cannot_be_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FOLDER).touch()

    assert main("up") == 1

    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("error: FileExistsError:")


@pytest.mark.parametrize("arguments", [["explode"], ["up", "First"], ["deploy", "--hotswap"]])
def test_wrong_usage(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(*arguments) == 2
    assert "Usage: sagemaker-lineage local" in capfd.readouterr().err
