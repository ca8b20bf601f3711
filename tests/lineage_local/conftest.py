import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage_local.cloud import FOLDER, Cloud


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """A cloud that is up, for tests that do not stop it. Its project's name needs quoting."""
    with Cloud(tmp_path_factory.mktemp("a project's folder") / FOLDER) as running:
        yield running


@pytest.fixture
def own_cloud(tmp_path: Path) -> Iterator[Cloud]:
    """A cloud that is down, for one test."""
    folder = tmp_path / "cloud"
    folder.mkdir()
    own = Cloud(folder)
    yield own
    own.down()


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    """A cloud assembly of two stacks, each with an output, for `--app`."""
    folder = tmp_path / "assembly"
    folder.mkdir()
    artifacts = {}
    for name in ("First", "Second"):
        template = {
            "Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}},
            "Outputs": {"Greeting": {"Value": f"hello from {name}"}},
        }
        (folder / f"{name}.json").write_text(json.dumps(template))
        artifacts[name] = {
            "type": "aws:cloudformation:stack",
            "environment": "aws://unknown-account/unknown-region",
            "properties": {"templateFile": f"{name}.json"},
        }
    manifest = {"version": "48.0.0", "artifacts": artifacts}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder
