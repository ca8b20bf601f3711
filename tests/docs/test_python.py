"""Python on the pages runs: the blocks of a page one after the other, with an app at hand.

What the app then declares has no error. boto3 finds the lineage service.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_local.service import LineageService

from .page import MarkdownPage, pages_with
from .scaffold import Scaffold


@pytest.fixture
def scaffold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scaffold:
    (tmp_path / "asset").mkdir()
    given = Scaffold(tmp_path / "asset")
    # What the code writes goes nowhere else.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CDK_VALIDATION", "false")
    return given


@pytest.mark.parametrize("page", pages_with("python"), ids=lambda page: page.name)
def test_code_runs(page: MarkdownPage, scaffold: Scaffold, lineage_service: LineageService) -> None:
    for block in page.blocks("python"):
        if block.is_run:
            scaffold.give_a_stack()
            exec(compile(block.code, block.place, "exec"), scaffold.names)  # noqa: S102

    assert scaffold.errors() == []
