import os
import shlex
import subprocess
from pathlib import Path

import pytest

from lineage_local import environment

MACHINE = {
    "AWS_PROFILE": "work",
    "AWS_SESSION_TOKEN": "token",
    "AWS_CONFIG_FILE": "/home/someone/.aws/config",
    "AWS_SHARED_CREDENTIALS_FILE": "/home/someone/.aws/credentials",
    "AWS_ENDPOINT_URL_S3": "https://elsewhere.example",
    "AWS_CA_BUNDLE": "/etc/ca.pem",
    "SSL_CERT_FILE": "/etc/ca.pem",
    "REQUESTS_CA_BUNDLE": "/etc/ca.pem",
    "NODE_EXTRA_CA_CERTS": "/etc/ca.pem",
    "CDK_PROFILE": "work",
    "HTTP_PROXY": "http://proxy.example:3128",
    "NO_PROXY": "internal.example",
    "EDITOR": "vi",
}
CDK_HOME = Path("/a folder/that's $HOME")


def settings(current: dict[str, str]) -> dict[str, str | None]:
    return environment.client_settings(
        "http://127.0.0.1:1", "http://127.0.0.1:2", CDK_HOME, current
    )


@pytest.fixture
def in_bash() -> dict[str, str]:
    """The environment of a shell that evaluated the lines."""
    lines = environment.shell_lines(settings(MACHINE))
    done = subprocess.run(
        ["/bin/bash", "-euc", f"eval {shlex.quote(lines)}; env -0"],
        env={**MACHINE, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if line)


def test_the_shell_lines_point_at_the_cloud(in_bash: dict[str, str]) -> None:
    assert in_bash["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert in_bash["AWS_ENDPOINT_URL_SAGEMAKER"] == "http://127.0.0.1:2"
    assert in_bash["AWS_REGION"] == in_bash["CDK_DEFAULT_REGION"] == "us-east-1"
    assert in_bash["CDK_DEFAULT_ACCOUNT"] == "000000000000"


def test_the_shell_lines_quote_what_the_shell_would_expand(in_bash: dict[str, str]) -> None:
    assert in_bash["CDK_HOME"] == str(CDK_HOME)


def test_the_machines_own_aws_settings_are_gone(in_bash: dict[str, str]) -> None:
    left = {name: in_bash[name] for name in MACHINE if name in in_bash}

    assert left == {
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "internal.example,127.0.0.1,localhost",
        "EDITOR": "vi",
    }


def test_templates_are_validated_only_if_somebody_wants_it() -> None:
    assert settings(MACHINE)["CDK_VALIDATION"] == "false"
    assert settings(MACHINE | {"CDK_VALIDATION": "true"})["CDK_VALIDATION"] == "true"


def test_evaluating_the_lines_twice_changes_nothing(in_bash: dict[str, str]) -> None:
    again = environment.applied(settings(in_bash), in_bash)

    assert again == in_bash


def test_applied_does_what_the_shell_does(in_bash: dict[str, str]) -> None:
    applied = environment.applied(settings(MACHINE), MACHINE)

    assert applied.items() <= in_bash.items()


def test_a_server_inherits_nothing_that_could_change_it(tmp_path: Path) -> None:
    machine = {**MACHINE, "PYTHONPATH": "/elsewhere", "USE_SSL": "1", "HOME": "/home/someone"}

    server = environment.server_environment({**machine, "LANG": "C.UTF-8"}, tmp_path)

    assert server["LANG"] == "C.UTF-8"
    assert server["HOME"] == server["TMPDIR"] == str(tmp_path)
    assert {name for name in machine if name in server} == {
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "HOME",
    }
