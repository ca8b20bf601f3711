import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lineage_local import bootstrap, ports, process, state
from lineage_local.cdk_cli import CdkCli
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudDownError, CloudError
from lineage_local.state import CloudState, Server

from .functions import create_function, invoke


def test_up_twice_is_up_once(cloud: Cloud) -> None:
    before = cloud.running()

    Cloud(cloud.folder).up()

    assert before
    assert cloud.running() == before


def test_bootstrapped_for_the_account_and_region(cloud: Cloud) -> None:
    (bucket,) = cloud.client("s3").list_buckets()["Buckets"]

    assert bucket["Name"] == "cdk-hnb659fds-assets-000000000000-us-east-1"


def test_a_function_reaches_the_lineage_service(cloud: Cloud) -> None:
    cloud.client("sagemaker").create_artifact(
        ArtifactName="seen-by-the-function",
        ArtifactType="DataSet",
        Source={"SourceUri": "s3://bucket/seen"},
    )
    create_function(
        cloud,
        "lists",
        "import boto3\n"
        "def handler(event, context):\n"
        "    found = boto3.client('sagemaker').list_artifacts()\n"
        "    return [each['ArtifactName'] for each in found['ArtifactSummaries']]\n",
        action="sagemaker:ListArtifacts",
    )

    assert invoke(cloud, "lists") == ["seen-by-the-function"]


def test_a_cloud_that_is_down_has_no_clients(own_cloud: Cloud) -> None:
    assert own_cloud.running() is None
    with pytest.raises(CloudDownError, match="is down"):
        own_cloud.client("s3")
    with pytest.raises(CloudDownError, match="is down"):
        own_cloud.settings()


def test_down_leaves_nothing_but_the_logs(own_cloud: Cloud, tmp_path: Path) -> None:
    own_cloud.up()
    found = own_cloud.running()
    create_function(own_cloud, "warm", "def handler(event, context): return 1")
    assert invoke(own_cloud, "warm") == 1
    assert found
    servers = {found.ministack.pid, found.lineage.pid}
    assert process.running(own_cloud.folder) > servers, "the function's worker is not found"
    own_cloud.cdk("list", app=f"{sys.executable} -c pass", cwd=tmp_path, log=tmp_path / "log")

    own_cloud.down()
    own_cloud.down()

    assert process.running(own_cloud.folder) == set()
    assert ports.is_free(found.ministack.port)
    assert ports.is_free(found.lineage.port)
    assert sorted(path.name for path in own_cloud.folder.iterdir()) == [
        ".gitignore",
        "lock",
        "logs",
    ]


def test_up_after_each_server_was_killed(own_cloud: Cloud) -> None:
    own_cloud.up()
    first = own_cloud.running()
    assert first
    create_function(own_cloud, "busy", "import time\ndef handler(event, context): time.sleep(50)")
    own_cloud.client("lambda").invoke(FunctionName="busy", InvocationType="Event")
    while len(process.running(own_cloud.folder)) < 3:
        time.sleep(0.05)
    crashed = process.running(own_cloud.folder)

    os.kill(first.ministack.pid, signal.SIGKILL)
    own_cloud.up()
    second = own_cloud.running()
    assert second
    assert not crashed & process.running(own_cloud.folder)

    os.kill(second.lineage.pid, signal.SIGKILL)
    # As the command line would: from a process that did not start the servers.
    Cloud(own_cloud.folder).up()
    third = own_cloud.running()
    assert third
    assert {third.ministack.pid, third.lineage.pid} == process.running(own_cloud.folder)
    assert own_cloud.client("sagemaker").list_artifacts()["ArtifactSummaries"] == []


def test_beside_another_and_after_a_state_file_that_is_not_its_own(
    cloud: Cloud, own_cloud: Cloud
) -> None:
    # A folder copied while its cloud was up: the file names live processes of the original.
    other = cloud.running()
    assert other
    other.write(own_cloud.folder / "state.json")
    assert own_cloud.running() is None

    own_cloud.up()
    own = own_cloud.running()
    assert own
    own_cloud.client("sagemaker").create_artifact(
        ArtifactName="own", ArtifactType="DataSet", Source={"SourceUri": "s3://bucket/own"}
    )
    names = [
        each["ArtifactName"]
        for each in cloud.client("sagemaker").list_artifacts()["ArtifactSummaries"]
    ]
    assert "own" not in names
    own_cloud.down()

    assert cloud.running() == other


def test_a_reused_process_id_is_left_alone(own_cloud: Cloud) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as foreign:
        stale = Server(foreign.pid, 1)
        CloudState(ministack=stale, lineage=stale, started=0).write(own_cloud.folder / "state.json")
        assert own_cloud.running() is None

        own_cloud.down()

        assert foreign.poll() is None


def test_concurrent_ups_start_one_cloud(own_cloud: Cloud) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda folder: Cloud(folder).up(), [own_cloud.folder] * 2))

    found = own_cloud.running()
    assert found
    assert process.running(own_cloud.folder) == {found.ministack.pid, found.lineage.pid}


def test_the_bootstrap_is_the_one_of_the_cli(own_cloud: Cloud, tmp_path: Path) -> None:
    own_cloud.up()
    options = ("--toolkit-stack-name=Other", "--qualifier=other")

    code = own_cloud.cdk(
        "bootstrap", "aws://000000000000/us-east-1", *options, cwd=tmp_path, log=tmp_path / "log"
    )

    assert code == 0
    ours, other = (bootstrapped(own_cloud, stack) for stack in (bootstrap.STACK, "Other"))
    assert ours[0] | {"Qualifier": "other"} == other[0]
    assert ours[1] == other[1]


def bootstrapped(cloud: Cloud, stack: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parameters of a bootstrap stack, and the types of its resources."""
    client = cloud.client("cloudformation")
    (described,) = client.describe_stacks(StackName=stack)["Stacks"]
    resources = client.list_stack_resources(StackName=stack)["StackResourceSummaries"]
    return (
        {each["ParameterKey"]: each["ParameterValue"] for each in described["Parameters"]},
        {each["LogicalResourceId"]: each["ResourceType"] for each in resources},
    )


def test_a_failed_bootstrap_is_reported_and_removed(
    own_cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("Resources: {Bucket: {Type: AWS::S3::NoBucket}}")
    monkeypatch.setattr(CdkCli, "bootstrap_template", broken)

    with pytest.raises(CloudError, match=r"^the bootstrap .*NoBucket"):
        own_cloud.up()

    assert process.running(own_cloud.folder) == set()
    assert state.read(own_cloud.folder / "state.json") is None
