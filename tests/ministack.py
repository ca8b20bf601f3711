"""MiniStack alone, for tests that need no whole cloud."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3

from lineage_local import environment, ports
from lineage_local.cdk_cli import CdkCli

REPOSITORY = Path(__file__).parents[1]
CDK = CdkCli(REPOSITORY / "node_modules" / "aws-cdk")


@contextmanager
def running_ministack(private: Path) -> Iterator[str]:
    """Run MiniStack with a folder of its own; the context is its endpoint."""
    (port,) = ports.free_ports(1)
    variables = {
        **environment.server_environment(os.environ, private),
        **environment.ministack_environment(port, "http://127.0.0.1:9", private),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "lineage_local.ministack", str(CDK.bootstrap_template)],
        env=variables,
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    # A minute: Python may have to compile it first.
    retries = urllib3.Retry(total=300, backoff_factor=0.05, backoff_max=0.2)
    try:
        urllib3.PoolManager().request("GET", f"{endpoint}/_ministack/ready", retries=retries)
        yield endpoint
    finally:
        process.kill()
        process.wait()
