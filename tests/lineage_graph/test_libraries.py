"""The npm packages that the page carries."""

import json
import sys
from pathlib import Path

import pytest

from lineage_graph import GraphError, write_graph
from lineage_graph.renderings.page.libraries import PACKAGES
from tests.lineage_graph.examples import CHURN

REPOSITORY = Path(__file__).parents[2]


def test_the_pinned_packages_are_those_that_messages_name() -> None:
    pinned = json.loads((REPOSITORY / "package.json").read_text())["devDependencies"]

    for package in PACKAGES:
        name, _, version = package.rpartition("@")
        assert pinned[name] == version


def test_the_page_has_their_licences(tmp_path: Path) -> None:
    write_graph(CHURN, "graph.html")

    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "Mike Bostock" in page
    assert "Chris Pettitt" in page
    assert "sourceMappingURL" not in page


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the package's folder nor the current one has them."""
    module = sys.modules["lineage_graph.renderings.page.libraries"]
    monkeypatch.setattr(module, "__file__", str(tmp_path / "libraries.py"))

    with pytest.raises(GraphError, match=f"npm install {' '.join(PACKAGES)}"):
        write_graph(CHURN, "graph.html")

    assert not (tmp_path / "graph.html").exists()


def test_the_page_needs_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.chdir(REPOSITORY)

    write_graph(CHURN, tmp_path / "graph.html")

    assert (tmp_path / "graph.html").stat().st_size < 250_000
