"""The graph as JSON."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lineage_graph import EntityKind, LineageEntity, LineageGraph, LineageStatus, write_graph
from tests.lineage_graph.examples import ARN, CHURN, COMPARED, HOSTILE, MARKUP, fan

SCHEMA = Path(__file__).parents[2] / "docs" / "graph.schema.json"


def test_json_holds_everything_and_nothing_unknown(tmp_path: Path) -> None:
    write_graph(CHURN, "graph.json")

    written = json.loads((tmp_path / "graph.json").read_text())
    assert written["title"] == "Deployed lineage: Churn"
    assert written["vertices"][0] == {
        "id": "Churn/Data",
        "kind": "artifact",
        "type": "DataSet",
        "name": "churn-2026-11",
        "status": "declared",
        "source_uri": "s3://${Data}/churn/2026-11.csv",
        "properties": {"rows": "70421"},
        "declared_by": [{"stack": "Churn", "logical_id": "DataE70D7BD7"}],
    }
    assert written["vertices"][6] == {
        "id": "${End}",
        "kind": "unknown",
        "name": "${End}",
        "status": "undeclared",
    }
    assert written["edges"][3] == {
        "source": f"{ARN}:artifact/0f1e",
        "destination": f"{ARN}:artifact/gone",
        "type": "DerivedFrom",
        "status": "missing",
        "declared_by": [{"stack": "Churn", "logical_id": "Derived"}],
    }
    assert [len(written["vertices"]), len(written["edges"])] == [8, 4]


def test_json_says_what_differs(tmp_path: Path) -> None:
    write_graph(COMPARED, "graph.json")

    written = json.loads((tmp_path / "graph.json").read_text())
    assert written["comparison"] == {"before": "main", "after": "this branch"}
    assert written["vertices"][1]["status"] == "changed"
    assert written["vertices"][1]["differences"] == [
        {"member": "ArtifactName", "before": "churn-7", "after": "churn-8"},
        {"member": "Properties.auc", "after": "0.91"},
    ]
    assert written["edges"][2]["differences"] == [
        {"member": "AssociationType", "before": "AssociatedWith", "after": "ContributedTo"}
    ]


@pytest.mark.parametrize("graph", [CHURN, COMPARED, HOSTILE, fan(3)], ids=lambda graph: graph.title)
def test_json_is_what_its_schema_says(tmp_path: Path, graph: LineageGraph) -> None:
    write_graph(graph, tmp_path / "graph.json")

    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(
        json.loads((tmp_path / "graph.json").read_text())
    )


def test_json_keeps_markup_as_it_is(tmp_path: Path) -> None:
    hostile = LineageGraph(
        "", (LineageEntity(MARKUP, EntityKind.ACTION, MARKUP, LineageStatus.DECLARED),), ()
    )

    write_graph(hostile, tmp_path / "graph.json")

    (vertex,) = json.loads((tmp_path / "graph.json").read_text())["vertices"]
    assert vertex["name"] == MARKUP
