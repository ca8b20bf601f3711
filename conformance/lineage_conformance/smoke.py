"""A smoke deployment: the example app of a checkout, deployed and destroyed by the cdk CLI.

It goes through CloudFormation, Lambda and IAM, which the probes do not.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

_LOCAL = [sys.executable, "-m", "lineage_cli", "local"]

Variables = Mapping[str, str]


class SmokeError(Exception):
    """The deployment failed, or was not begun; the message says why."""


def deploy(*, aws: bool, region: str | None) -> int:
    """Deploy the app of the current folder, look its artifacts up, and destroy it.

    Parameters
    ----------
    aws
        Whether to deploy to the account of the environment's credentials, which must be
        bootstrapped for the CDK; otherwise to the embedded cloud, which is ended if it did not run.
    region
        Of AWS; None for what the environment says.

    Returns
    -------
    int
        How many artifacts were deployed, and are gone.

    Raises
    ------
    SmokeError
        If a stack of the app is there already, or a step fails.
    """
    if not Path("cdk.json").exists():
        raise SmokeError("no cdk.json here: run the command in a checkout of the repository")
    with _aws_variables(region) if aws else _embedded_variables() as variables:
        _check_absent(variables)
        try:
            arns = _deployed_artifacts(variables)
            if absent := [arn for arn in arns if not _is_there(arn, variables)]:
                raise SmokeError(f"deployed, but not there: {', '.join(absent)}")
        finally:
            _cdk(variables, "destroy", "--all", "--force")
        if left := [arn for arn in arns if _is_there(arn, variables)]:
            raise SmokeError(f"destroyed, but still there: {', '.join(left)}")
    return len(arns)


def _check_absent(variables: Variables) -> None:
    """Refuse stacks that are there already: they are somebody's, and would be destroyed."""
    listed = _cdk(variables, "list", stdout=subprocess.PIPE).stdout
    client = _client("cloudformation", variables)
    for stack in str(listed).split():
        try:
            client.describe_stacks(StackName=stack)
        except ClientError as error:
            # How CloudFormation says that there is no such stack.
            if error.response["Error"]["Code"] == "ValidationError":
                continue
            raise
        raise SmokeError(f"the stack {stack} is there already: destroy it first, or keep it")


def _deployed_artifacts(variables: Variables) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        outputs = Path(folder) / "outputs.json"
        options = ["--all", "--require-approval", "never", "--outputs-file", str(outputs)]
        _cdk(variables, "deploy", *options)
        stacks: Mapping[str, Variables] = json.loads(outputs.read_text())
    found = {value for stack in stacks.values() for value in stack.values()}
    return sorted(value for value in found if ":artifact/" in value)


def _is_there(arn: str, variables: Variables) -> bool:
    try:
        _client("sagemaker", variables).describe_artifact(ArtifactArn=arn)
    except ClientError as error:
        if error.response["Error"]["Code"].startswith("ResourceNotFound"):
            return False
        raise
    return True


def _cdk(
    variables: Variables, *arguments: str, stdout: int | None = None
) -> "subprocess.CompletedProcess[str]":
    # Node and the app's Python are those of this virtual environment.
    path = os.pathsep.join([str(Path(sys.executable).parent), variables.get("PATH", os.defpath)])
    # An assembly of its own: another cdk may be at work in the app's folder.
    with tempfile.TemporaryDirectory() as output:
        command = ["npx", "--no-install", "cdk", *arguments, "--output", output]
        done = subprocess.run(
            command, env={**variables, "PATH": path}, check=False, stdout=stdout, text=True
        )
    if done.returncode:
        raise SmokeError(f"`cdk {arguments[0]}` ended with code {done.returncode}")
    return done


@contextmanager
def _aws_variables(region: str | None) -> Iterator[Variables]:
    named = {"AWS_REGION": region, "AWS_DEFAULT_REGION": region} if region else {}
    yield {**os.environ, **named}


@contextmanager
def _embedded_variables() -> Iterator[Variables]:
    """Start the embedded cloud unless it runs, yield its environment, and leave it as it was."""
    was_running = not subprocess.run(
        [*_LOCAL, "status"], check=False, capture_output=True
    ).returncode
    subprocess.run([*_LOCAL, "up"], check=True)
    try:
        lines = subprocess.run([*_LOCAL, "env"], check=True, capture_output=True, text=True).stdout
        variables = dict(os.environ)
        for command, word in (shlex.split(line) for line in lines.splitlines()):
            name, _, value = word.partition("=")
            if command == "export":
                variables[name] = value
            else:
                variables.pop(name, None)
        yield variables
    finally:
        if not was_running:
            subprocess.run([*_LOCAL, "down"], check=True)


def _client(service: str, variables: Variables) -> Any:
    endpoint = variables.get("AWS_ENDPOINT_URL")
    session: Any = boto3.Session()
    return session.client(
        service,
        region_name=variables.get("AWS_REGION"),
        endpoint_url=variables.get(f"AWS_ENDPOINT_URL_{service.upper()}", endpoint),
        aws_access_key_id=variables.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=variables.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=variables.get("AWS_SESSION_TOKEN"),
    )
