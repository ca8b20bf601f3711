"""What Graphviz needs, and what it refuses."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from lineage_graph import GraphError, write_graph
from lineage_graph.renderings import layout
from lineage_graph.renderings.layout import VIZ
from tests.lineage_graph.examples import CHURN

REPOSITORY = Path(__file__).parents[2]


def test_the_pinned_package_is_the_one_that_messages_name() -> None:
    pinned = json.loads((REPOSITORY / "package.json").read_text())["devDependencies"]

    assert f"@viz-js/viz@{pinned['@viz-js/viz']}" == VIZ


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the program's folder nor the current one has the package."""
    program = tmp_path / "layout.cjs"
    shutil.copy(Path(layout.__file__).with_name("layout.cjs"), program)
    monkeypatch.setattr(layout, "_PROGRAM", program)

    with pytest.raises(GraphError, match=re.escape(f"npm install {VIZ}")):
        write_graph(CHURN, "graph.svg")

    assert not (tmp_path / "graph.svg").exists()


def test_the_package_is_found_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "elsewhere" / "layout.cjs"
    program.parent.mkdir()
    shutil.copy(Path(layout.__file__).with_name("layout.cjs"), program)
    monkeypatch.setattr(layout, "_PROGRAM", program)
    monkeypatch.chdir(REPOSITORY / "tests")

    write_graph(CHURN, tmp_path / "graph.svg")

    assert (tmp_path / "graph.svg").exists()


def test_a_missing_node_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    with pytest.raises(GraphError, match="Node"):
        write_graph(CHURN, "graph.svg")


def test_node_beside_python_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As in a virtual environment that nobody activated."""
    monkeypatch.setenv("PATH", os.defpath)

    write_graph(CHURN, tmp_path / "graph.svg")

    assert (tmp_path / "graph.svg").exists()


def test_what_graphviz_refuses_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lineage_graph.renderings.graphviz._escape", lambda _: "<b")

    with pytest.raises(GraphError, match="cannot lay the graph out"):
        write_graph(CHURN, "graph.svg")
