"""What all tests need: the cdk CLI of this repository, in whichever folder they run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

_PROGRAMS = Path(__file__).parents[1] / "node_modules" / ".bin"


@pytest.fixture(scope="session", autouse=True)
def _cdk_on_the_path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(_PROGRAMS), os.environ.get("PATH", "")]))
        yield
