"""Writing a graph in each format."""

from pathlib import Path

import pytest

from lineage_graph import LineageGraph, write_graph
from tests.lineage_graph.examples import CHURN, HOSTILE


@pytest.mark.parametrize("suffix", ["html", "svg", "dot", "mmd", "json"])
def test_every_format_writes_an_empty_a_usual_and_a_hostile_graph(
    suffix: str, tmp_path: Path
) -> None:
    for number, graph in enumerate((LineageGraph("", (), ()), CHURN, HOSTILE)):
        write_graph(graph, f"{number}.{suffix}")

    empty, usual, hostile = (tmp_path / f"{number}.{suffix}" for number in range(3))
    assert empty.stat().st_size
    assert "DataSet" in usual.read_text(encoding="utf-8")
    assert "数据" in hostile.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["html", "svg", "dot", "mmd", "md", "json", "openlineage.json"])
def test_every_format_is_the_same_each_time(suffix: str, tmp_path: Path) -> None:
    write_graph(CHURN, f"first.{suffix}")
    write_graph(CHURN, f"second.{suffix}")

    first, second = (tmp_path / f"{name}.{suffix}" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", ["graph.png", "graph", "graph.SVG", ".svg"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"ends with \.html, \.svg, \.dot, \.mmd, \.md, \.json"):
        write_graph(CHURN, name)
