from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from tests.lineage_cli.declared_stack import DeclaredStack
from tests.lineage_graph.conftest import ministack, new_stack, service, session, stack

__all__ = ["ministack", "new_stack", "service", "session", "stack"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def declared(session: boto3.Session) -> DeclaredStack:
    """A deployed stack, with what it declares as it declares it."""
    deployed = DeclaredStack(session)
    deployed.create()
    return deployed
