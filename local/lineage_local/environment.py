"""The environment variables of the embedded cloud: its clients' and its servers'."""

import os
from collections.abc import Mapping
from pathlib import Path

ACCOUNT = "000000000000"
REGION = "us-east-1"

ENVIRONMENTS_PATH = "/_local/environments"
"""Where MiniStack's server lists the accounts and regions that the CDK has come to."""

# A machine's own settings that would point a client elsewhere, or give it other credentials than
# those of the embedded cloud. What certificates it trusts does not matter to plain HTTP.
_UNSET = (
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_DEFAULT_PROFILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    # The cdk CLI reads each of its options from CDK_<OPTION> too.
    "CDK_PROFILE",
    "CDK_PROXY",
    "CDK_ROLE_ARN",
    "CDK_TOOLKIT_STACK_NAME",
)
# What a server inherits from the machine: where programs and libraries are, and the language.
# Everything else could change what MiniStack does, or be inherited by the function.
_SERVER_KEEPS = ("DYLD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "TZ")


def account_settings() -> dict[str, str]:
    """Return the credentials and the region, and variables that keep ``~/.aws`` from being read."""
    return {
        # Both servers take an access key that is an account id for one of that account's root.
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def client_settings(
    endpoint: str, lineage_endpoint: str, cdk_home: Path, current: Mapping[str, str]
) -> dict[str, str | None]:
    """Return the changes to the environment of a client.

    Parameters
    ----------
    endpoint
        MiniStack's URL, for every service but SageMaker.
    lineage_endpoint
        The lineage service's URL, for SageMaker.
    cdk_home
        Folder for what the cdk CLI caches from run to run (``~/.cdk`` otherwise), such as the
        account of an access key.
    current
        The environment as it is.

    Returns
    -------
    dict
        A value for each variable to be set, None for each to be unset.
    """
    settings: dict[str, str | None] = {}
    # A service's own endpoint takes precedence over the common one.
    settings |= dict.fromkeys(name for name in current if name.startswith("AWS_ENDPOINT_URL_"))
    settings |= service_settings(lineage_endpoint, current)
    settings |= {
        "AWS_ENDPOINT_URL": endpoint,
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_HOME": str(cdk_home),
        # Nothing here needs the internet.
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
        "CDK_NOTICES": "false",
        # The CDK's validation of templates takes longer than all the rest of a synth.
        "CDK_VALIDATION": current.get("CDK_VALIDATION", "false"),
    }
    return settings


def service_settings(lineage_endpoint: str, current: Mapping[str, str]) -> dict[str, str | None]:
    """Return the changes to the environment of a client of the lineage service alone.

    Parameters
    ----------
    lineage_endpoint
        The lineage service's URL.
    current
        The environment as it is.

    Returns
    -------
    dict
        A value for each variable to be set, None for each to be unset.
    """
    without_proxy = {
        name: _without_proxy(current.get(name, "")) for name in ("NO_PROXY", "no_proxy")
    }
    return {
        **dict.fromkeys(_UNSET),
        **account_settings(),
        "AWS_ENDPOINT_URL_SAGEMAKER": lineage_endpoint,
        **without_proxy,
    }


def _without_proxy(hosts: str) -> str:
    """Return a list of hosts that are reached without a proxy, with loopback added."""
    listed = [host for host in hosts.split(",") if host]
    return ",".join(listed + [host for host in ("127.0.0.1", "localhost") if host not in listed])


def applied(settings: Mapping[str, str | None], current: Mapping[str, str]) -> dict[str, str]:
    """Return `current` with `settings` applied; None removes a variable."""
    merged = {**current, **settings}
    return {name: value for name, value in merged.items() if value is not None}


def server_environment(current: Mapping[str, str], private: Path) -> dict[str, str]:
    """Return the environment that both servers have in common.

    Parameters
    ----------
    current
        The environment as it is.
    private
        Folder for a server's home and temporary files.
    """
    kept = {name: current[name] for name in _SERVER_KEEPS if name in current}
    return {
        **kept,
        **account_settings(),
        "HOME": str(private),
        "TMPDIR": str(private),
        "PYTHONUNBUFFERED": "1",
    }


def ministack_environment(port: int, lineage_endpoint: str, private: Path) -> dict[str, str]:
    """Return what MiniStack's environment has in addition to `server_environment`.

    The workers of Lambda functions inherit it, hence the lineage service's endpoint.

    Parameters
    ----------
    port
        The port to listen on. Not 0: MiniStack builds the ResponseURL from this variable.
    lineage_endpoint
        The lineage service's URL.
    private
        Folder for MiniStack's temporary files.
    """
    return {
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "AUTH": "true",
        # These two would listen on other ports.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # MiniStack removes containers that look like its own when it starts and ends.
        # A socket that does not exist keeps it from reaching the machine's Docker.
        "DOCKER_HOST": f"unix://{private}/no-docker.sock",
        "S3_DATA_DIR": str(private / "s3"),
        "STATE_DIR": str(private / "state"),
        "AWS_ENDPOINT_URL_SAGEMAKER": lineage_endpoint,
    }
