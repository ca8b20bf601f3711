from __future__ import annotations

from pathlib import Path

import pytest

from tests.lineage_graph.conftest import ministack, new_stack, service, session, stack

__all__ = ["ministack", "new_stack", "service", "session", "stack"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
