"""docs/adding-an-entity.md names files and folders that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "adding-an-entity.md").read_text()
# By which the page's tables and sentences begin: a path is below one of them.
FOLDERS = (
    "",
    "lambda/lineage_handler",
    "lambda/lineage_handler/association",
    "constructs/sagemaker_lineage",
    "cli",
    "graph/lineage_graph/readers",
    "local/lineage_local/service",
    "tests/lineage_handler",
    "tests/lineage_handler/simulator",
)
PATHS = sorted(set(re.findall(r"`([\w./]+(?:\.py|\.json|/\w+))/?`", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_path_is_there(path: str) -> None:
    assert any((ROOT / folder / path).exists() for folder in FOLDERS)


def test_page_names_paths() -> None:
    assert len(PATHS) >= 20
