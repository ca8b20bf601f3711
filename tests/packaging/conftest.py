"""The package, built once: the sdist of the repository, and the wheel of the sdist."""

from __future__ import annotations

from pathlib import Path

import pytest

from .commands import REPOSITORY, TOOLS, run


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds both."""
    folder = tmp_path_factory.mktemp("built")
    run(TOOLS, "-m", "build", "--no-isolation", "--outdir", folder, REPOSITORY, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    (wheel,) = distributions.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def sdist(distributions: Path) -> Path:
    (sdist,) = distributions.glob("*.tar.gz")
    return sdist
