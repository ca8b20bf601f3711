import socket
import subprocess
import sys

import pytest

from lineage_local.service import LineageService
from tests.lineage_local.service.wire import ACCOUNT, REGION, make_client

# What the service must not need: the embedded cloud's server, and the library it tests.
WITHOUT_MINISTACK_AND_CDK = """
import sys
sys.modules.update(ministack=None, aws_cdk=None, sagemaker_lineage=None)

import botocore.session
from lineage_local.service import LineageService

with LineageService() as service:
    client = botocore.session.Session().create_client(
        "sagemaker",
        region_name="eu-central-1",
        endpoint_url=service.endpoint_url,
        aws_access_key_id="111122223333",
        aws_secret_access_key="test",
    )
    source = {"SourceUri": "s3://bucket/key"}
    created = client.create_artifact(Source=source, ArtifactType="Model")
    print(client.list_artifacts()["ArtifactSummaries"][0]["ArtifactArn"] == created["ArtifactArn"])
"""


def test_the_service_runs_without_ministack_and_the_cdk() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MINISTACK_AND_CDK],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_port_in_use_is_an_error(service: LineageService) -> None:
    port = int(service.endpoint_url.rpartition(":")[2])

    with pytest.raises(OSError, match="in use"):
        LineageService(port)


def test_a_service_that_is_closed_frees_its_port() -> None:
    """Another process may take the port at that moment, but hardly each time."""
    assert any(is_port_free_after_close() for _ in range(5))


def is_port_free_after_close() -> bool:
    with LineageService() as service:
        make_client(service, ACCOUNT, REGION).list_actions()
    port = int(service.endpoint_url.rpartition(":")[2])
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        pass
    else:
        return False
    try:
        with LineageService(port) as successor:
            make_client(successor, ACCOUNT, REGION).list_actions()
    except OSError:
        return False
    return True
