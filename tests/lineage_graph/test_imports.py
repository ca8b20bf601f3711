"""What each part of the package needs to be installed."""

import subprocess
import sys

import pytest


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("from lineage_graph import LineageGraph, write_graph", ("aws_cdk", "boto3", "botocore")),
        ("from lineage_graph import declared_graph", ("boto3", "botocore")),
        ("from lineage_graph import deployed_graph", ("aws_cdk", "sagemaker_lineage")),
        ("import lineage_cli.commands", ("aws_cdk", "sagemaker_lineage")),
    ],
)
def test_what_is_not_used_need_not_be_installed(code: str, absent: tuple[str, ...]) -> None:
    done = run(f"import sys; sys.modules.update(dict.fromkeys({absent})); {code}")

    assert done.returncode == 0, done.stderr


def test_an_unknown_name_is_an_error() -> None:
    done = run("import lineage_graph; lineage_graph.drawn_graph")

    assert "AttributeError: module 'lineage_graph' has no attribute 'drawn_graph'" in done.stderr
