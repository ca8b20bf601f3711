import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest

from lineage_local import cdk, process, state
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudDownError, CloudError
from lineage_local.state import Server, State

from .functions import create_function, invoke
from .listeners import listening, on_loopback


def test_the_servers_listen_on_loopback_only(cloud: Cloud) -> None:
    found = cloud.running()

    assert found
    assert listening(process.marked(cloud.folder)) == on_loopback(
        found.ministack.port, found.lineage.port
    )


def test_up_twice_is_up_once(cloud: Cloud) -> None:
    before = cloud.running()

    Cloud(cloud.folder).up()

    assert before
    assert cloud.running() == before


def test_a_client_reaches_the_cloud_whatever_the_machine_is_set_to(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "not-there")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    monkeypatch.setenv("AWS_CA_BUNDLE", "/not/there.pem")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    assert cloud.client("sts").get_caller_identity()["Account"] == "000000000000"


def test_bootstrapped_for_the_account_and_region(cloud: Cloud) -> None:
    (bucket,) = cloud.client("s3").list_buckets()["Buckets"]

    assert bucket["Name"] == "cdk-hnb659fds-assets-000000000000-us-east-1"


def test_the_role_that_publishes_assets_can_use_its_bucket(cloud: Cloud) -> None:
    # The bucket's policy denies whatever does not come over TLS.
    found = cloud.running()
    role = "cdk-hnb659fds-file-publishing-role-000000000000-us-east-1"
    credentials = cloud.client("sts").assume_role(
        RoleArn=f"arn:aws:iam::000000000000:role/{role}", RoleSessionName="test"
    )["Credentials"]
    assert found
    s3 = boto3.client(
        "s3",
        endpoint_url=found.ministack.url,
        region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    bucket = "cdk-hnb659fds-assets-000000000000-us-east-1"

    s3.put_object(Bucket=bucket, Key="asset", Body=b"content")

    assert s3.get_object(Bucket=bucket, Key="asset")["Body"].read() == b"content"


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


def test_an_app_runs_with_this_python_and_leaves_nothing_beside_it(
    cloud: Cloud, tmp_path: Path
) -> None:
    app = tmp_path / "app.py"
    app.write_text("import os, sys; print('seen', sys.prefix, os.environ['AWS_ENDPOINT_URL'])")
    log = tmp_path / "log"
    found = cloud.running()

    cloud.cdk("list", app="python3 app.py", cwd=tmp_path, log=log)

    assert found
    assert f"seen {sys.prefix} {found.ministack.url}" in log.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.py", "log"]


def test_a_cloud_that_is_down_says_so(own_cloud: Cloud) -> None:
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
    assert process.marked(own_cloud.folder) > servers, "the function's worker is not marked"
    own_cloud.cdk("list", app=f"{sys.executable} -c pass", cwd=tmp_path, log=tmp_path / "log")

    own_cloud.down()
    own_cloud.down()

    assert process.marked(own_cloud.folder) == set()
    assert process.is_free(found.ministack.port)
    assert process.is_free(found.lineage.port)
    assert sorted(path.name for path in own_cloud.folder.iterdir()) == ["lock", "logs"]


def test_up_after_each_server_was_killed(own_cloud: Cloud) -> None:
    own_cloud.up()
    first = own_cloud.running()
    assert first
    create_function(own_cloud, "busy", "import time\ndef handler(event, context): time.sleep(50)")
    own_cloud.client("lambda").invoke(FunctionName="busy", InvocationType="Event")
    while len(process.marked(own_cloud.folder)) < 3:
        time.sleep(0.05)
    crashed = process.marked(own_cloud.folder)

    os.kill(first.ministack.pid, signal.SIGKILL)
    own_cloud.up()
    second = own_cloud.running()
    assert second
    assert not crashed & process.marked(own_cloud.folder)

    os.kill(second.lineage.pid, signal.SIGKILL)
    # As the command line would: from a process that did not start the servers.
    Cloud(own_cloud.folder).up()
    third = own_cloud.running()
    assert third
    assert {third.ministack.pid, third.lineage.pid} == process.marked(own_cloud.folder)
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
        State(ministack=stale, lineage=stale, started=0).write(own_cloud.folder / "state.json")
        assert own_cloud.running() is None

        own_cloud.down()

        assert foreign.poll() is None


@pytest.mark.parametrize("taken", [0, 1], ids=["ministack", "lineage"])
def test_a_port_taken_at_the_last_moment(
    own_cloud: Cloud, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    # What is there is as like a server of ours as can be: one of another cloud.
    other = cloud.running()
    assert other
    offered = process.free_ports(4)
    offered[taken] = (other.ministack, other.lineage)[taken].port
    pairs = iter([offered[:2], offered[2:]])
    monkeypatch.setattr(process, "free_ports", lambda _count: next(pairs))

    own_cloud.up()

    found = own_cloud.running()
    assert found
    assert [found.ministack.port, found.lineage.port] == offered[2:]
    assert listening(process.marked(own_cloud.folder)) == on_loopback(*offered[2:])


def test_ups_at_the_same_time_make_one_cloud(own_cloud: Cloud) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda folder: Cloud(folder).up(), [own_cloud.folder] * 2))

    found = own_cloud.running()
    assert found
    assert process.marked(own_cloud.folder) == {found.ministack.pid, found.lineage.pid}


def test_a_failed_bootstrap_is_told_and_cleared_away(
    own_cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken-cdk"
    broken.write_text("#!/bin/sh\necho something is wrong\nexit 7\n")
    broken.chmod(0o755)
    monkeypatch.setattr(cdk, "CDK", broken)

    with pytest.raises(CloudError, match="`cdk bootstrap` ended with code 7") as caught:
        own_cloud.up()

    assert caught.value.log
    assert caught.value.log.read_text() == "something is wrong\n"
    assert process.marked(own_cloud.folder) == set()
    assert state.read(own_cloud.folder / "state.json") is None
