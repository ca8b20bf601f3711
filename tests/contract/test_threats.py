"""Each threat in docs/security.md names tests that there are, or is said not to be met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
TEST = re.compile(r"\[`(test_\w+)`\]\((\.\./tests/\S+?\.py)\)")


def threats() -> list[tuple[str, str, str]]:
    """Return the rows of the table: threat, what it is met with, the tests."""
    section = PAGE.read_text().partition("\n## Threat model\n")[2].partition("\n## ")[0]
    rows = [line[2:].rstrip(" |") for line in section.splitlines() if line.startswith("| ")]
    cells = [re.split(r" \|(?: |$)", row, maxsplit=2) for row in rows[2:]]
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in cells]


ROWS = threats()
NAMED = [(file, test) for _, _, tests in ROWS for test, file in TEST.findall(tests)]


def test_every_threat_names_a_test_or_is_not_met() -> None:
    assert len(ROWS) >= 15
    assert [row for row in ROWS if not TEST.search(row[2]) and "**Not met**" not in row[1]] == []


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_test_is_there(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (PAGE.parent / file).read_text()
