"""docs/cases.md names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line
    for line in (ROOT / "docs" / "cases.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith(("| case", "| ---"))
]


@pytest.mark.parametrize("row", ROWS)
def test_every_case_has_a_test(row: str) -> None:
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", row)
    assert named
    for path, test in named:
        assert f"\ndef {test}(" in (ROOT / path).read_text()
