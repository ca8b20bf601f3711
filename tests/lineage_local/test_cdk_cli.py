import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lineage_local import cdk_cli
from lineage_local.cdk_cli import VERSION, CdkCli, find_cdk
from lineage_local.errors import MissingError

REPOSITORY = Path(__file__).parents[2]


def package(folder: Path, version: str) -> CdkCli:
    cli = CdkCli(folder / "node_modules" / "aws-cdk")
    cli.package.mkdir(parents=True)
    (cli.package / "package.json").write_text(json.dumps({"name": "aws-cdk", "version": version}))
    return cli


def on_path(cli: CdkCli) -> Path:
    """Link the program as npm does, and return its folder."""
    program = cli.package / "bin" / "cdk"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    folder = cli.package.parent / ".bin"
    folder.mkdir()
    (folder / "cdk").symlink_to(program)
    return folder


@pytest.fixture(autouse=True)
def _nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_the_version_is_the_one_that_the_repository_pins() -> None:
    pinned = json.loads((REPOSITORY / "package.json").read_text())

    assert pinned["devDependencies"]["aws-cdk"] == VERSION


def test_the_projects_own_comes_first_and_then_that_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, elsewhere = tmp_path / "project", package(tmp_path / "elsewhere", "2.1999.0")
    project.mkdir()
    monkeypatch.setenv("PATH", str(on_path(elsewhere)))

    assert find_cdk(project) == elsewhere
    own = package(project, VERSION)
    assert find_cdk(project) == own


@pytest.mark.parametrize("version", ["1.204.0", "2.1000.0", "3.0.0"])
def test_one_that_cannot_read_todays_assemblies_is_not_used(tmp_path: Path, version: str) -> None:
    assert not package(tmp_path, version).is_usable


def test_the_one_of_the_repository_has_what_is_needed() -> None:
    cli = find_cdk(REPOSITORY)

    assert cli.package == REPOSITORY / "node_modules" / "aws-cdk"
    assert "FileAssetsBucketKmsKeyId" in cli.bootstrap_template.read_text()
    assert Path(cli.command[1]).exists()


def test_one_is_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a registry of its own: a folder."""
    steps: list[str] = []

    @contextmanager
    def step(message: str) -> Iterator[None]:
        steps.append(message)
        yield

    monkeypatch.setattr(cdk_cli, "SOURCE", str(REPOSITORY / "node_modules" / "aws-cdk"))

    found = find_cdk(tmp_path, step)

    assert found.is_usable
    assert found.package.is_relative_to(tmp_path / "cache")
    assert find_cdk(tmp_path, step) == found
    assert steps == [f"Installing the cdk CLI (npm package aws-cdk {VERSION})"]
    assert [path.name for path in (tmp_path / "cache/cdk-sagemaker-lineage").iterdir()] == [
        f"cdk-{VERSION}"
    ]


def test_one_that_cannot_be_installed_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cdk_cli, "SOURCE", str(tmp_path / "not-there"))

    with pytest.raises(MissingError) as caught:
        find_cdk(tmp_path)

    (line,) = str(caught.value).splitlines()
    assert line.startswith("the cdk CLI is missing, and npm could not install it: run `npm install")


def test_a_cache_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)

    with pytest.raises(MissingError, match=r"^the cdk CLI cannot be installed: .*XDG_CACHE_HOME$"):
        find_cdk(tmp_path)
