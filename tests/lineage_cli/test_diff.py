"""The command, on cloud assemblies."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from lineage_cli.start import main
from sagemaker_lineage import ArtifactSource, MetadataProperties
from tests.lineage_cli.assemblies import Build, churn, configured, layered, staged, synth, varied


def compared(
    before: Build, after: Build, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str]:
    """Run the command on two apps, and return its exit code and what it printed."""
    base, head = synth(Path("base"), before), synth(Path("head"), after)
    capsys.readouterr()
    code = main(["diff", str(head), "--against", str(base), *options])
    return code, capsys.readouterr().out


def test_the_same_app_has_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    for build in (churn(), varied, configured, layered, staged):
        code, printed = compared(build, build, capsys)

        assert (code, printed) == (0, "Lineage: base → head: no change\n")


def test_a_member_that_changes_and_what_comes_downstream(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, printed = compared(
        churn(properties={"auc": "0.9", "old": "1"}),
        churn(properties={"auc": "0.91", "new": "2"}),
        capsys,
    )

    assert code == 1
    assert printed.splitlines() == [
        "Lineage: base → head: 1 changed",
        "~ changed: DataSet model",
        "    Properties.auc: 0.9 → 0.91",
        "    Properties.new: 2 (added)",
        "    Properties.old: 1 (removed)",
        "    downstream: report",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"source": ArtifactSource.from_uri("s3://bucket/model/2")},
            "Another source is another artifact; the old one goes with its last owner.",
        ),
        (
            {"artifact_type": "Model"},
            "The deployment will be refused: SageMaker cannot change the type of an artifact.",
        ),
        (
            {"metadata_properties": MetadataProperties(commit_id="def")},
            "MetadataProperties are written when an artifact is created: it keeps those it has.",
        ),
    ],
)
def test_what_a_deployment_makes_of_a_change_is_said(
    change: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed = compared(churn(), churn(**change), capsys)

    assert code == 1
    assert f"    {said}" in printed.splitlines()


def test_a_construct_that_is_renamed_is_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = compared(churn(), churn(construct_id="renamed"), capsys)

    assert code == 0
    first, second = printed.splitlines()
    assert first == "Lineage: base → head: no change"
    assert "moved: Training/model" in second
    assert "is now declared by Training/renamed" in second


def test_what_is_removed_and_what_has_moved(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = compared(churn(), staged, capsys, "--json")

    assert code == 1
    graph = json.loads(printed)
    # The data set has moved to another stack; it is the same artifact.
    assert {each["name"]: each["status"] for each in graph["vertices"]} == {
        "data": "declared",
        "model": "removed",
        "report": "removed",
    }
    assert {each["status"] for each in graph["edges"]} == {"removed"}


def test_against_what_is_deployed(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stack that is not deployed declares nothing yet."""
    head = synth(Path("head"), churn())

    assert main(["diff", str(head), "Evaluation"]) == 1

    printed = capsys.readouterr().out
    assert printed.startswith("Lineage: deployed → head: 2 added\n+ added: DataSet report\n")


def test_a_folder_that_is_no_cloud_assembly(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nowhere", "--against", "nowhere"]) == 2
    assert "error: nowhere is no cloud assembly" in capsys.readouterr().err


def test_a_stack_that_the_assembly_does_not_have(capsys: pytest.CaptureFixture[str]) -> None:
    head = str(synth(Path("head"), churn()))
    assert main(["diff", head, "Nowhere", "--against", head]) == 2
    assert "there is no stack Nowhere in head: it has Training, Evaluation" in (
        capsys.readouterr().err
    )


def test_a_cloud_assembly_is_drawn_as_its_app_declares_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["graph", "--assembly", str(synth(Path("out"), varied)), "--output", "-"]) == 0

    graph = json.loads(capsys.readouterr().out)
    names = {each["id"]: each["name"] for each in graph["vertices"]}
    assert sorted(names.values()) == ["data", "extra", "model", "report"]
    edges = [(names[each["source"]], names[each["destination"]]) for each in graph["edges"]]
    assert sorted(edges) == [("data", "model"), ("model", "report")]
    (data,) = [each for each in graph["vertices"] if each["name"] == "data"]
    assert data["source_uri"] == "s3://${If(IsProd, prod-bucket, my-${Stage=test})}/data.csv"
    assert data["properties"] == {"stage": "${Stage=test}"}
