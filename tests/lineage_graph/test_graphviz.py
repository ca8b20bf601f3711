"""SVG and DOT, and what Graphviz needs."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lineage_graph import GraphError, LineageGraph
from lineage_graph.layout import VIZ
from lineage_graph.style import STATUSES
from tests.lineage_graph.examples import CHURN, DECLARED, HOSTILE, MARKUP

REPOSITORY = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def svg(graph: LineageGraph, folder: Path) -> ElementTree.Element:
    graph.write(folder / "graph.svg")
    return ElementTree.fromstring((folder / "graph.svg").read_text(encoding="utf-8"))  # noqa: S314


def texts(element: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in element.iter(f"{SVG}text")]


def test_svg_shows_every_entity_and_association(tmp_path: Path) -> None:
    drawn = svg(CHURN, tmp_path)

    groups = {group.get("id"): group for group in drawn.iter(f"{SVG}g")}
    assert texts(groups["vertex-0"]) == [
        "churn-2026-11",
        "artifact · DataSet",
        "Churn",
    ]
    assert texts(groups["vertex-7"]) == ["gone", "artifact", "Churn · missing"]
    assert texts(groups["vertex-3"]) == ["churn", "context · Endpoint", "not declared"]
    assert texts(groups["edge-0"]) == ["ContributedTo"]
    assert texts(groups["edge-2"]) == []
    assert texts(groups["edge-3"]) == ["DerivedFrom · missing"]
    assert len([id_ for id_ in groups if id_ and re.fullmatch(r"(vertex|edge)-\d+", id_)]) == 12


def test_svg_tells_statuses_by_lines_too(tmp_path: Path) -> None:
    drawn = svg(CHURN, tmp_path)

    dashes = {
        group.get("id"): {path.get("stroke-dasharray") for path in group.iter(f"{SVG}path")}
        for group in drawn.iter(f"{SVG}g")
    }
    assert dashes["vertex-0"] == dashes["edge-0"] == {None}
    assert dashes["vertex-3"] == dashes["edge-1"] == {"5,2"}
    assert dashes["vertex-7"] == dashes["edge-3"] == {"1,5"}


def test_svg_has_title_and_legend(tmp_path: Path) -> None:
    shown = texts(svg(CHURN, tmp_path))

    assert "Deployed lineage: Churn" in shown
    assert {"artifact", "action", "context", "trial component", "experiment", "unknown"} <= set(
        shown
    )
    assert {style.meaning for style in STATUSES.values()} <= set(shown)


def test_svg_has_no_legend_of_lines_if_everything_is_declared(tmp_path: Path) -> None:
    shown = texts(svg(DECLARED, tmp_path))

    assert "artifact" in shown
    assert "declared" not in shown


def test_svg_shows_markup_as_text(tmp_path: Path) -> None:
    drawn = svg(HOSTILE, tmp_path)

    assert not list(drawn.iter(f"{SVG}script"))
    assert any(text.startswith("</script><script>") for text in texts(drawn))
    names = [title.text for title in drawn.iter(f"{SVG}title")]
    assert MARKUP in names


def test_dot_is_a_graph_that_graphviz_reads(tmp_path: Path) -> None:
    CHURN.write("graph.dot")

    written = (tmp_path / "graph.dot").read_text(encoding="utf-8")
    assert written.startswith("digraph {")
    assert re.search(r'"Churn/Data" -> "arn:aws:sagemaker:[^"]*:artifact/0f1e"', written)
    assert written.count(" -> ") == 4


def test_the_pinned_package_is_the_one_that_messages_name() -> None:
    pinned = json.loads((REPOSITORY / "package.json").read_text())["devDependencies"]

    assert f"@viz-js/viz@{pinned['@viz-js/viz']}" == VIZ


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program looks beside itself and in the current folder: neither has the package."""
    program = tmp_path / "layout.cjs"
    shutil.copy(REPOSITORY / "graph" / "lineage_graph" / "layout.cjs", program)
    monkeypatch.setattr("lineage_graph.layout._PROGRAM", program)

    with pytest.raises(GraphError, match=re.escape(f"npm install {VIZ}")):
        CHURN.write("graph.svg")

    assert not (tmp_path / "graph.svg").exists()


def test_the_package_is_found_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "elsewhere" / "layout.cjs"
    program.parent.mkdir()
    shutil.copy(REPOSITORY / "graph" / "lineage_graph" / "layout.cjs", program)
    monkeypatch.setattr("lineage_graph.layout._PROGRAM", program)
    monkeypatch.chdir(REPOSITORY / "tests")

    CHURN.write(tmp_path / "graph.svg")

    assert (tmp_path / "graph.svg").exists()


def test_a_missing_node_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    with pytest.raises(GraphError, match="Node"):
        CHURN.write("graph.svg")


def test_node_beside_python_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As in a virtual environment that nobody activated."""
    monkeypatch.setenv("PATH", os.defpath)

    CHURN.write(tmp_path / "graph.svg")

    assert (tmp_path / "graph.svg").exists()


def test_what_graphviz_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lineage_graph.graphviz._escape", lambda _: "<b")

    with pytest.raises(GraphError, match="cannot lay the graph out"):
        CHURN.write("graph.svg")
