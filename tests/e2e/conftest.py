"""One embedded cloud for all tests of this folder."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.cloud import Cloud

from .deployment import Deployment


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with Cloud(tmp_path_factory.mktemp("cloud")) as running:
        yield running


@pytest.fixture
def deployment(cloud: Cloud, tmp_path: Path) -> Deployment:
    """Each test has stacks of its own names and begins without artifacts."""
    url = cloud.settings()["AWS_ENDPOINT_URL_SAGEMAKER"]
    urllib.request.urlopen(urllib.request.Request(f"{url}/_lineage/reset", method="POST")).close()
    return Deployment(cloud, tmp_path)
