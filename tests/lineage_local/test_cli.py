import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lineage_local import process
from lineage_local.cli import main
from lineage_local.cloud import Cloud
from lineage_local.preflight import ROOT


def command(folder: Path, *arguments: str) -> list[str]:
    code = (
        # A shell starts what runs in the background with SIGINT ignored, and these tests with it.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys; from pathlib import Path; from lineage_local.cli import main;"
        "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
    )
    return [sys.executable, "-c", code, str(folder), *arguments]


def test_status_prints_what_runs_where(cloud: Cloud, capfd: pytest.CaptureFixture[str]) -> None:
    found = cloud.running()

    code = main(["status"], cloud.folder)

    out = capfd.readouterr().out
    assert code == 0
    assert found
    rows = [line.split() for line in out.splitlines()]
    assert ["MiniStack", found.ministack.url, "(pid", f"{found.ministack.pid})"] in rows
    assert ["SageMaker", "lineage", found.lineage.url, "(pid", f"{found.lineage.pid})"] in rows


def test_status_and_env_of_a_cloud_that_is_down(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"], tmp_path) == 3
    assert main(["env"], tmp_path) == 3

    captured = capfd.readouterr()
    assert captured.out == ""
    assert (
        captured.err.splitlines()
        == ["error: the embedded cloud is down: start it with `sagemaker-lineage local up`"] * 2
    )


def test_down_of_a_cloud_that_is_down(tmp_path: Path) -> None:
    assert main(["down"], tmp_path) == 0


def test_destroy_of_a_cloud_that_is_down(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["destroy"], tmp_path) == 0
    assert "nothing to destroy" in capfd.readouterr().out


def test_env_points_the_aws_cli_at_the_cloud(cloud: Cloud, tmp_path: Path) -> None:
    cloud.client("ssm").put_parameter(Name="/from/python", Value="here", Type="String")
    env = shlex.join(command(cloud.folder, "env"))
    aws = shlex.quote(str(Path(sys.executable).with_name("aws")))
    script = (
        f'eval "$(cd {shlex.quote(str(ROOT))} && {env})";'
        f"{aws} ssm get-parameter --name /from/python --query Parameter.Value --output text;"
        f"{aws} sagemaker list-contexts --query ContextSummaries --output text"
    )

    done = subprocess.run(
        ["/bin/bash", "-euc", script],
        cwd=tmp_path,
        env={**os.environ, "AWS_PROFILE": "not-there"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.split() == ["here"]


def test_deploy_diff_and_destroy(
    cloud: Cloud, assembly: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = ["--app", str(assembly)]

    assert main(["deploy", *app], cloud.folder) == 0
    deployed = capfd.readouterr().out
    assert "  First   Greeting  hello from First" in deployed
    assert "  Second  Greeting  hello from Second" in deployed

    assert main(["destroy", *app, "Second"], cloud.folder) == 0
    remaining = capfd.readouterr().out
    assert "hello from First" in remaining
    assert "hello from Second" not in remaining

    # What follows `--` reaches the cdk CLI, and its exit code the caller.
    assert main(["diff", *app, "First", "--", "--fail"], cloud.folder) == 0
    assert main(["diff", *app, "--", "--fail"], cloud.folder) == 1
    capfd.readouterr()

    assert main(["destroy", *app], cloud.folder) == 0
    assert "Outputs: none" in capfd.readouterr().out


def test_a_deploy_that_fails(
    cloud: Cloud, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "app.py"
    broken.write_text("raise SystemExit('no such stack')")

    code = main(["deploy", "--app", f"{sys.executable} {broken}"], cloud.folder)

    error = capfd.readouterr().err.splitlines()[-1]
    assert code == 1
    assert error.startswith("error: `cdk deploy` ended with code 1: see above")


def up_until_it_has_started_something(folder: Path) -> "subprocess.Popen[str]":
    up = subprocess.Popen(command(folder, "up"), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not process.running(folder):
        assert up.poll() is None
    return up


def test_an_interrupted_up_leaves_nothing(tmp_path: Path) -> None:
    up = up_until_it_has_started_something(tmp_path)

    up.send_signal(signal.SIGINT)

    _, stderr = up.communicate()
    assert up.returncode == 130
    assert "error: interrupted" in stderr
    assert "Traceback" not in stderr
    assert process.running(tmp_path) == set()
    assert not (tmp_path / "state.json").exists()


def test_down_after_an_up_that_was_killed(tmp_path: Path) -> None:
    up = up_until_it_has_started_something(tmp_path)
    up.kill()
    up.communicate()

    assert main(["down"], tmp_path) == 0

    assert process.running(tmp_path) == set()


def test_a_folder_that_cannot_be_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()

    assert main(["up"], tmp_path / "file" / "cloud") == 1

    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("error: NotADirectoryError:")


@pytest.mark.parametrize("arguments", [[], ["explode"], ["up", "First"], ["deploy", "--hotswap"]])
def test_wrong_usage(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "usage: sagemaker-lineage local" in capfd.readouterr().err
