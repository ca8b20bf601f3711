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
def pointed() -> dict[str, str]:
    """The environment of a client of the cloud."""
    return environment.applied(settings(MACHINE), MACHINE)


def test_the_variables_point_at_the_cloud(pointed: dict[str, str]) -> None:
    assert pointed["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert pointed["AWS_ENDPOINT_URL_SAGEMAKER"] == "http://127.0.0.1:2"
    assert pointed["AWS_REGION"] == pointed["CDK_DEFAULT_REGION"] == "us-east-1"
    assert pointed["CDK_DEFAULT_ACCOUNT"] == "000000000000"


def test_the_machines_own_aws_settings_are_gone(pointed: dict[str, str]) -> None:
    left = {name: pointed[name] for name in MACHINE if name in pointed}

    assert left == {
        # Plain HTTP needs no certificates, and what else the shell runs may need them.
        "AWS_CA_BUNDLE": "/etc/ca.pem",
        "SSL_CERT_FILE": "/etc/ca.pem",
        "REQUESTS_CA_BUNDLE": "/etc/ca.pem",
        "NODE_EXTRA_CA_CERTS": "/etc/ca.pem",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "internal.example,127.0.0.1,localhost",
        "EDITOR": "vi",
    }


def test_templates_are_validated_only_if_somebody_wants_it() -> None:
    assert settings(MACHINE)["CDK_VALIDATION"] == "false"
    assert settings(MACHINE | {"CDK_VALIDATION": "true"})["CDK_VALIDATION"] == "true"


def test_evaluating_the_lines_twice_changes_nothing(pointed: dict[str, str]) -> None:
    again = environment.applied(settings(pointed), pointed)

    assert again == pointed


def test_applied_does_what_the_shell_does(pointed: dict[str, str]) -> None:
    applied = environment.applied(settings(MACHINE), MACHINE)

    assert applied.items() <= pointed.items()


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
