"""What the real cdk CLI shows of a bad declaration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CDK = REPOSITORY / "node_modules" / ".bin" / "cdk"

APP = """
from aws_cdk import App, Stack
from sagemaker_lineage import Artifact, ArtifactSource

app = App()
stack = Stack(app, "Lineage")
Artifact(
    stack,
    "Model",
    source=ArtifactSource.from_uri("s3://bucket/model"),
    artifact_type="Model",
    artifact_name="churn 7",
    properties={"rows": 70421},
)
app.synth()
"""

MESSAGES = [
    "Lineage/Model: artifact_name is 'churn 7'; expected 1 to 120 letters, digits and hyphens, "
    "beginning and ending with a letter or digit",
    "Lineage/Model: properties['rows'] is 70421 (int); expected a string, for example str(70421)",
]


@pytest.mark.parametrize("command", ["synth", "diff", "deploy"])
def test_every_mistake_is_shown_once_and_nothing_else_happens(tmp_path: Path, command: str) -> None:
    (tmp_path / "app.py").write_text(APP)

    # Nobody listens at the endpoint: a command that got as far as AWS would say so.
    run = subprocess.run(
        [CDK, command, "--app", f"{sys.executable} app.py", "--no-notices"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "eu-west-1",
            "CDK_DISABLE_CLI_TELEMETRY": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    shown = run.stdout + run.stderr

    assert run.returncode == 1
    for message in MESSAGES:
        assert shown.count(message) == 1, shown
    assert "Traceback" not in shown
    assert "127.0.0.1" not in shown
    assert "Resources:" not in shown
