"""One embedded cloud for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage_local.cloud import Cloud

from .deployment import DeployedStacks


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with Cloud(tmp_path_factory.mktemp("cloud")) as running:
        yield running


@pytest.fixture
def deployment(cloud: Cloud, tmp_path: Path) -> DeployedStacks:
    """Each test has stacks of its own names and begins without artifacts."""
    return DeployedStacks.empty(cloud, tmp_path)
