"""The pytest plugin: a lineage service, and a whole embedded cloud, as fixtures.

Nothing but pytest is imported until a test asks for one of them.
"""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from lineage_local import environment, preflight
from lineage_local.errors import MissingError

if TYPE_CHECKING:
    from lineage_local.app_cloud import AppCloud
    from lineage_local.service import LineageService


@pytest.fixture(scope="session")
def _lineage_server() -> "Iterator[LineageService]":
    """Run the server of all tests."""
    _check(preflight.SERVICE_PACKAGES)
    from lineage_local.service import LineageService  # noqa: PLC0415

    with LineageService() as server:
        yield server


@pytest.fixture
def lineage_service(
    _lineage_server: "LineageService", monkeypatch: pytest.MonkeyPatch
) -> "LineageService":
    """Serve SageMaker's lineage API from this process and its memory, for code that calls boto3.

    Each test begins without records, faults and calls, and with the default behaviour. boto3, the
    AWS CLI and the SageMaker SDK find the service by the variable ``AWS_ENDPOINT_URL_SAGEMAKER``;
    credentials and region are set, and a profile of the machine is not read.

    Examples
    --------
    >>> def test_registration(lineage_service):
    ...     lineage_service.faults.add(Fault("throttle", "CreateArtifact", times=2))
    ...     register_model("s3://bucket/model.tar.gz")
    ...     assert boto3.client("sagemaker").list_artifacts()["ArtifactSummaries"]
    """
    import boto3  # noqa: PLC0415

    _lineage_server.reset()
    settings = environment.service_settings(_lineage_server.endpoint_url, os.environ)
    for name, value in settings.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    # A default session of earlier has kept its credentials.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return _lineage_server


@pytest.fixture(scope="session")
def lineage_cloud(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[AppCloud]":
    """Run an embedded cloud, to which the cdk CLI deploys, for all tests; it is gone after them.

    Examples
    --------
    >>> def test_model(lineage_cloud):
    ...     outputs = lineage_cloud.deploy(ChurnStack)["ChurnStack"]
    ...     sagemaker = lineage_cloud.client("sagemaker")
    ...     model = sagemaker.describe_artifact(ArtifactArn=outputs["ModelArn"])
    ...     assert model["ArtifactType"] == "Model"
    ...     lineage_cloud.destroy(ChurnStack)
    """
    _check(preflight.PACKAGES)
    from lineage_local.app_cloud import AppCloud  # noqa: PLC0415

    with AppCloud(tmp_path_factory.mktemp("lineage-cloud")) as cloud:
        yield cloud


def _check(packages: Sequence[str]) -> None:
    try:
        preflight.check_packages(packages)
    except MissingError as error:
        pytest.fail(str(error), pytrace=False)
