"""The graph as JSON."""

import json
from pathlib import Path

from lineage_graph import EntityKind, LineageEntity, LineageGraph, LineageStatus, write_graph
from tests.lineage_graph.examples import ARN, CHURN, MARKUP


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


def test_json_keeps_markup_as_it_is(tmp_path: Path) -> None:
    hostile = LineageGraph(
        "", (LineageEntity(MARKUP, EntityKind.ACTION, MARKUP, LineageStatus.DECLARED),), ()
    )

    write_graph(hostile, tmp_path / "graph.json")

    (vertex,) = json.loads((tmp_path / "graph.json").read_text())["vertices"]
    assert vertex["name"] == MARKUP
