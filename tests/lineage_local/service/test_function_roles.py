"""The roles of functions that MiniStack itself runs."""

import io
import json
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from lineage_local import environment
from lineage_local.service import LineageService
from lineage_local.service.function_roles import FunctionRoles
from tests.lineage_local.service.wire import make_client
from tests.ministack import running_ministack

TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}

LOCAL = Config(proxies={})

# The function returns its access key, with which the tests then call in its place.
CODE = """
import os

def handler(event, context):
    return os.environ["AWS_ACCESS_KEY_ID"]
"""


@pytest.fixture(scope="module", autouse=True)
def settings() -> Iterator[None]:
    """Set the credentials that the embedded cloud sets for the service."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.account_settings().items():
            patch.setenv(name, value)
        patch.delenv("AWS_PROFILE", raising=False)
        patch.delenv("AWS_SESSION_TOKEN", raising=False)
        yield


@pytest.fixture(scope="module")
def ministack(settings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_ministack(tmp_path_factory.mktemp("ministack")) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def session(settings: None) -> boto3.Session:
    """A session of these tests' own: boto3's may have the credentials of an earlier test."""
    return boto3.Session()


@pytest.fixture(scope="module")
def service(ministack: str) -> Iterator[LineageService]:
    with LineageService(principal_of=FunctionRoles(ministack)) as service:
        yield service


@pytest.fixture(scope="module")
def iam(ministack: str, session: boto3.Session) -> Any:
    return session.client("iam", endpoint_url=ministack, config=LOCAL)


@pytest.fixture(scope="module")
def role(iam: Any) -> str:
    role = iam.create_role(
        RoleName="role", Path="/team/", AssumeRolePolicyDocument=json.dumps(TRUST)
    )
    return str(role["Role"]["Arn"])


@pytest.fixture(scope="module")
def sagemaker(ministack: str, session: boto3.Session, service: LineageService, role: str) -> Any:
    """A client with the credentials of a function."""
    functions = session.client("lambda", endpoint_url=ministack, config=LOCAL)
    for name in ("another", "function"):
        create_function(functions, name, role)
    return make_client(service, access_key(functions, "function"), environment.REGION)


def create_function(functions: Any, name: str, role: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("index.py", CODE)
    functions.create_function(
        FunctionName=name,
        Role=role,
        Runtime="python3.12",
        Handler="index.handler",
        # A cold start can take longer than the three seconds that are the default.
        Timeout=60,
        Code={"ZipFile": archive.getvalue()},
    )


def access_key(functions: Any, name: str) -> str:
    key = json.load(functions.invoke(FunctionName=name)["Payload"])
    assert isinstance(key, str), key
    return key


def policy(effect: str, action: str) -> str:
    statement = {"Effect": effect, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


def code(client: Any) -> str:
    """List artifacts; return the error's code, or "" if it is allowed."""
    try:
        client.list_artifacts()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


def test_a_function_has_the_policies_of_its_role(iam: Any, sagemaker: Any) -> None:
    with pytest.raises(ClientError) as caught:
        sagemaker.list_artifacts()
    assert caught.value.response["Error"]["Message"] == (
        "User: arn:aws:sts::000000000000:assumed-role/role/function is not authorized to perform: "
        "sagemaker:ListArtifacts on resource: * because no identity-based policy allows the "
        "sagemaker:ListArtifacts action"
    )

    # The call after a change sees it.
    inline = {"RoleName": "role", "PolicyName": "inline"}
    iam.put_role_policy(**inline, PolicyDocument=policy("Allow", "sagemaker:List*"))
    assert code(sagemaker) == ""

    denying = policy("Deny", "sagemaker:ListArtifacts")
    arn = iam.create_policy(PolicyName="deny", PolicyDocument=denying)["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="role", PolicyArn=arn)
    assert code(sagemaker) == "AccessDeniedException"

    iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=policy("Deny", "sagemaker:Query*"), SetAsDefault=True
    )
    assert code(sagemaker) == ""

    boundary = iam.create_policy(PolicyName="b", PolicyDocument=policy("Allow", "logs:*"))
    boundary_arn = boundary["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName="role", PermissionsBoundary=boundary_arn)
    assert code(sagemaker) == "AccessDeniedException"

    iam.delete_role_permissions_boundary(RoleName="role")
    assert code(sagemaker) == ""

    iam.delete_role_policy(**inline)
    assert code(sagemaker) == "AccessDeniedException"


def test_a_function_of_another_account(
    settings: None, ministack: str, service: LineageService
) -> None:
    account = "111122223333"
    # To MiniStack, an account's id is its access key.
    session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="test")
    iam = session.client("iam", endpoint_url=ministack, config=LOCAL)
    functions = session.client("lambda", endpoint_url=ministack, config=LOCAL)
    role = iam.create_role(RoleName="other", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
    create_function(functions, "other", role["Arn"])
    sagemaker = make_client(service, access_key(functions, "other"), environment.REGION)

    with pytest.raises(ClientError, match=f"sts::{account}:assumed-role/other/other is not"):
        sagemaker.list_artifacts()

    allowed = policy("Allow", "sagemaker:*Artifact*")
    iam.put_role_policy(RoleName="other", PolicyName="inline", PolicyDocument=allowed)
    created = sagemaker.create_artifact(Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]
    assert created.split(":")[4] == account
    seen = make_client(service, account, environment.REGION).list_artifacts()["ArtifactSummaries"]
    assert [artifact["ArtifactArn"] for artifact in seen] == [created]
    others = make_client(service, environment.ACCOUNT, environment.REGION).list_artifacts()
    assert others["ArtifactSummaries"] == []


def test_a_key_that_no_function_has(service: LineageService, sagemaker: Any) -> None:
    for key in ("ASIASTRANGER", "ASIASTRANGERSTRANGER"):
        stranger = make_client(service, key, environment.REGION)
        assert code(stranger) == "UnrecognizedClientException"


def test_the_account_itself_may_do_everything(service: LineageService, sagemaker: Any) -> None:
    assert code(make_client(service, "test", environment.REGION)) == ""


def test_the_service_enforces_roles_as_a_process(
    ministack: str, session: boto3.Session, sagemaker: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = ["-m", "lineage_local.service", "--port", str(port), "--iam-endpoint", ministack]
    process = subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    process.stderr.readline()
    client = session.client(
        "sagemaker",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="ASIASTRANGER",
        aws_secret_access_key="test",
        config=LOCAL,
    )

    assert code(client) == "UnrecognizedClientException"
    process.terminate()
    process.communicate(timeout=30)


def test_a_role_that_is_deleted(iam: Any, sagemaker: Any) -> None:
    for attached in iam.list_attached_role_policies(RoleName="role")["AttachedPolicies"]:
        iam.detach_role_policy(RoleName="role", PolicyArn=attached["PolicyArn"])
    iam.delete_role(RoleName="role")

    assert code(sagemaker) == "UnrecognizedClientException"
