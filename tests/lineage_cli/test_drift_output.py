"""Drift as a table, as JSON and as a graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lineage_cli.start import main
from lineage_graph.comparisons.finding import FindingKind
from tests.lineage_cli.declared_stack import NAME, DeclaredStack

SCHEMA = Path(__file__).parents[2] / "docs" / "drift.schema.json"


def test_drift_is_drawn(declared: DeclaredStack, capsys: pytest.CaptureFixture[str]) -> None:
    declared.tag(declared.data, {"team": "web"})
    declared.sagemaker.delete_association(SourceArn=declared.data, DestinationArn=declared.model)

    assert main(["drift", NAME, "--output", "-.json"]) == 1

    text = capsys.readouterr().out
    graph = json.loads(text[text.index("\n{") :])
    assert {each["name"]: each["status"] for each in graph["vertices"]} == {
        "data": "changed",
        "model": "declared",
    }
    assert [each["status"] for each in graph["edges"]] == ["missing"]
    assert graph["comparison"] == {"before": "declared", "after": "in SageMaker"}


def test_what_the_stacks_do_not_declare_is_drawn_as_sagemaker_describes_it(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    report = declared.sagemaker.create_artifact(
        ArtifactName="report", ArtifactType="Report", Source={"SourceUri": "s3://bucket/report"}
    )["ArtifactArn"]
    declared.sagemaker.add_association(SourceArn=declared.model, DestinationArn=report)

    assert main(["drift", NAME, "--output", "-.json"]) == 0

    text = capsys.readouterr().out
    (other,) = [
        each
        for each in json.loads(text[text.index("\n{") :])["vertices"]
        if each["status"] == "undeclared"
    ]
    assert other == {
        "id": report,
        "kind": "artifact",
        "type": "Report",
        "name": "report",
        "status": "undeclared",
        "source_uri": "s3://bucket/report",
    }


def test_the_table_says_how_to_heal(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    declared.delete(declared.data)

    assert main(["drift", NAME]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Declared: 2 of 3 resources have drifted, 1 members not compared"
    assert lines[1].split() == ["RESOURCE", "WHAT", "MEMBER", "DECLARED", "IN", "SAGEMAKER"]
    assert lines[2].split() == ["Declared/Data", "DataSet", "data:", "missing"]
    (heal,) = [line for line in lines if line.startswith("To heal Declared/Data: ")]
    assert "it is created again" in heal
    (heal,) = [line for line in lines if line.startswith("To heal Declared/Edge: ")]
    assert "once its entities are there again: aws sagemaker add-association --source-arn" in heal


def test_json_is_what_its_schema_says(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    declared.delete(declared.model)
    assert main(["drift", NAME, "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    schema = json.loads(SCHEMA.read_text())

    assert document["findings"]
    Draft202012Validator(schema).validate(document)
    kinds = schema["$defs"]["finding"]["properties"]["kind"]["enum"]
    assert [kind.value.replace(" ", "_") for kind in FindingKind] == kinds
