"""What the sdist and the wheel hold, and that they can be built again byte for byte."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from .commands import REPOSITORY, TOOLS, run

pytestmark = pytest.mark.xdist_group("wheel")

# The folders that the wheel holds, and where.
ROOMS = {
    "cli/lineage_cli": "lineage_cli",
    "conformance/lineage_conformance": "lineage_conformance",
    "constructs/sagemaker_lineage": "sagemaker_lineage",
    "graph/lineage_graph": "lineage_graph",
    "lambda": "sagemaker_lineage/lambda",
    "local/lineage_local": "lineage_local",
}


def files(folder: str) -> set[str]:
    """Return the files of a folder that git knows, by their paths in it."""
    root = REPOSITORY / folder
    return set(run("git", "ls-files", cwd=root).splitlines())


def test_wheel_holds_its_rooms_and_nothing_else(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {f"{place}/{file}" for room, place in ROOMS.items() for file in files(room)}
    assert names == expected


def test_sdist_holds_what_the_wheel_is_built_of_and_nothing_else(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {f"{room}/{file}" for room in ROOMS for file in files(room)}
    others = {".gitignore", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert names == expected | others


def test_index_accepts_both(distributions: Path) -> None:
    checked = run(
        TOOLS, "-m", "twine", "check", "--strict", *distributions.iterdir(), cwd=REPOSITORY
    )
    assert checked.count("PASSED") == 2


@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_another_build_has_the_same_bytes(distributions: Path, kind: str, tmp_path: Path) -> None:
    """The wheel is built without the sdist here, and what is built carries no time and no umask."""
    old_umask = os.umask(0o077)
    try:
        build = (TOOLS, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", tmp_path)
        run(*build, REPOSITORY, cwd=tmp_path)
    finally:
        os.umask(old_umask)
    (again,) = tmp_path.iterdir()
    assert again.read_bytes() == (distributions / again.name).read_bytes()
