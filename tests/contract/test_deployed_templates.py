"""What a deployed stack depends on: a change here changes or breaks the stacks of users.

The files in ``deployed`` hold, of the example app and of an app that uses everything, each resource
by its logical id, all properties of the lineage resources, the names only of other resources'
properties, and the names of the outputs. Read docs/upgrades.md
before changing one; then ``python -m tests.contract.test_deployed_templates`` writes them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
FOLDER = Path(__file__).with_name("deployed")
APPS = {"example": "app", "everything": "tests.contract.everything"}
HASH = re.compile(r"asset\.[0-9a-f]{64}|[0-9a-f]{64}")


def contract(app: str) -> dict[str, Any]:
    """Return what the stacks of an app are held to."""
    with tempfile.TemporaryDirectory() as outdir:
        subprocess.run(
            [sys.executable, "-m", app],
            cwd=REPOSITORY,
            env={**os.environ, "CDK_OUTDIR": outdir, "CDK_VALIDATION": "false"},
            check=True,
            capture_output=True,
        )
        templates = {
            path.name.removesuffix(".template.json"): json.loads(
                HASH.sub("<hash>", path.read_text())
            )
            for path in sorted(Path(outdir).rglob("*.template.json"))
        }
    return {
        stack: {
            "Resources": {
                logical_id: resource_contract(resource)
                for logical_id, resource in sorted(template["Resources"].items())
                if resource["Type"] != "AWS::CDK::Metadata"
            },
            "Outputs": sorted(template.get("Outputs", {})),
        }
        for stack, template in templates.items()
    }


def resource_contract(resource: dict[str, Any]) -> dict[str, Any]:
    """Return what a resource is held to."""
    given = resource.get("Properties", {})
    is_lineage = resource["Type"].startswith("Custom::SageMaker")
    return {
        "Type": resource["Type"],
        "Properties": given if is_lineage else sorted(given),
    }


@pytest.mark.parametrize("name", APPS)
def test_what_is_deployed_stays_as_it_is(name: str) -> None:
    assert contract(APPS[name]) == json.loads((FOLDER / f"{name}.json").read_text())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, app in APPS.items():
        text = json.dumps(contract(app), indent=2, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(f"{text}\n")
