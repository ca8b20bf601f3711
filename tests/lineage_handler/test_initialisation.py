"""What Lambda's initialisation does: it imports the handler, and with it makes the client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

# What the handler may import beside itself, boto3 and crhelper: socket's names of hosts.
ALLOWED = {"encodings.idna", "stringprep", "unicodedata"}
# More modules are a longer cold start. There were 41 when this was written.
MODULES_MAX = 45

SCRIPT = """
import json, sys
import boto3, crhelper
before = set(sys.modules)
import lineage_handler.index
from lineage_handler.sagemaker.client import sagemaker_client
print(json.dumps([sagemaker_client.cache_info().currsize, sorted(set(sys.modules) - before)]))
"""


def initialised(**variables: str) -> tuple[int, list[str]]:
    """Import the handler in a new process; return how many clients there are, and the modules."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path), **variables},
        check=True,
        capture_output=True,
        text=True,
    )
    found: Any = json.loads(done.stdout)
    return found[0], found[1]


def test_client_is_made() -> None:
    clients, _ = initialised(AWS_DEFAULT_REGION="eu-west-1")
    assert clients == 1


def test_handler_is_imported_though_no_client_can_be_made() -> None:
    """The request can say why, in its response; an initialisation that fails has none."""
    clients, modules = initialised(AWS_CONFIG_FILE=os.devnull)
    assert clients == 0
    assert "lineage_handler.index" in modules


def test_no_more_is_imported_than_what_is_needed() -> None:
    _, modules = initialised(AWS_DEFAULT_REGION="eu-west-1")
    own = {module for module in modules if module.partition(".")[0] == "lineage_handler"}
    assert {*modules} - own <= ALLOWED
    assert len(own) <= MODULES_MAX
