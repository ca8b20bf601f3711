"""The graph as SVG and DOT."""

import re
from pathlib import Path
from xml.etree import ElementTree

from lineage_graph import (
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
    write_graph,
)
from lineage_graph.renderings.category import categories
from lineage_graph.renderings.style import STATUSES, statuses
from tests.lineage_graph.examples import CHURN, DECLARED, HOSTILE, MARKUP, fan

SVG = "{http://www.w3.org/2000/svg}"


def svg(graph: LineageGraph, folder: Path) -> ElementTree.Element:
    write_graph(graph, folder / "graph.svg")
    return ElementTree.fromstring((folder / "graph.svg").read_text(encoding="utf-8"))  # noqa: S314


def texts(element: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in element.iter(f"{SVG}text")]


def test_svg_shows_every_entity_and_association(tmp_path: Path) -> None:
    drawn = svg(CHURN, tmp_path)

    groups = {group.get("id"): group for group in drawn.iter(f"{SVG}g")}
    assert texts(groups["vertex-0"]) == [
        "churn-2026-11",
        "DataSet",
        "Churn",
    ]
    assert texts(groups["vertex-7"]) == ["gone", "artifact", "Churn · missing"]
    assert texts(groups["vertex-3"]) == ["churn", "Endpoint", "not declared"]
    assert texts(groups["edge-0"]) == ["ContributedTo"]
    assert texts(groups["edge-2"]) == []
    assert texts(groups["edge-3"]) == ["DerivedFrom · missing"]
    assert len([id_ for id_ in groups if id_ and re.fullmatch(r"(vertex|edge)-\d+", id_)]) == 12


def test_svg_shows_statuses_by_lines_too(tmp_path: Path) -> None:
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
    assert {category.value for category in categories(CHURN)} <= set(shown)
    assert {STATUSES[status].meaning for status in statuses(CHURN)} <= set(shown)


def test_svg_has_no_legend_of_lines_if_everything_is_declared(tmp_path: Path) -> None:
    shown = texts(svg(DECLARED, tmp_path))

    assert "data set" in shown
    assert "declared" not in shown


def test_svg_shows_markup_as_text(tmp_path: Path) -> None:
    drawn = svg(HOSTILE, tmp_path)

    assert not list(drawn.iter(f"{SVG}script"))
    assert any(text.startswith("</script><script>") for text in texts(drawn))
    names = [title.text for title in drawn.iter(f"{SVG}title")]
    assert MARKUP in names


def test_svg_arrow_reads_along_its_word(tmp_path: Path) -> None:
    """``DerivedFrom`` is a word for the destination: its arrow points at the source."""
    write_graph(CHURN, "graph.dot")

    written = (tmp_path / "graph.dot").read_text(encoding="utf-8")
    assert written.count("dir=back") == 1
    assert re.search(r"-> gone\s*\[[^]]*dir=back", written)


def test_svg_of_a_fan_is_not_wide(tmp_path: Path) -> None:
    width, height = svg(fan(60), tmp_path).get("viewBox", "").split()[2:]

    assert float(width) < 1000
    assert float(height) < 5000


def test_dot_is_a_graph_that_graphviz_reads(tmp_path: Path) -> None:
    write_graph(CHURN, "graph.dot")

    written = (tmp_path / "graph.dot").read_text(encoding="utf-8")
    assert written.startswith("digraph {")
    assert '"churn-2026-11" -> "churn-7"' in written
    assert written.count(" -> ") == 4


def test_an_entity_may_be_associated_with_itself_and_twice_with_another(tmp_path: Path) -> None:
    vertices = tuple(
        LineageEntity(id_, EntityKind.ACTION, id_, LineageStatus.DECLARED) for id_ in "ab"
    )
    given = [("a", "x"), ("b", "x"), ("b", "y")]
    edges = tuple(LineageAssociation("a", to, LineageStatus.DECLARED, type_) for to, type_ in given)

    write_graph(LineageGraph("", vertices, edges), "graph.svg")

    assert (tmp_path / "graph.svg").read_text().count('class="edge declared"') == 3
