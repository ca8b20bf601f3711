"""The lineage service of the embedded cloud, as a process that lives as long as the run."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

KEYS = {"aws_access_key_id": "000000000000", "aws_secret_access_key": "test"}
"""Credentials that it takes: the access key is the account."""

REGION = "us-east-1"

_LISTENING = "listening on "
# What the service runs with, of the extra `local`.
_PACKAGES = ("regex", "werkzeug")


class NoEmbeddedServiceError(Exception):
    """The embedded cloud is not here, or does not start."""


@contextmanager
def embedded_service() -> Iterator[str]:
    """Start the service on a free port of loopback, yield its URL, and end it."""
    if any(find_spec(package) is None for package in _PACKAGES):
        raise NoEmbeddedServiceError(
            "the embedded service is not installed: run"
            " `pip install 'cdk-sagemaker-lineage[local]'`, name an endpoint with --endpoint-url,"
            " or the account of your credentials with --aws"
        )
    command = [sys.executable, "-m", "lineage_local.service", "--port", "0"]
    # In a session of its own: a Ctrl-C is for the run, which sweeps before it ends the service.
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        first = process.stderr.readline() if process.stderr else ""
        _, found, url = first.rstrip().partition(_LISTENING)
        if not found:
            raise NoEmbeddedServiceError(f"the embedded service does not start: {first.rstrip()}")
        yield url
    finally:
        process.terminate()
        process.wait()
