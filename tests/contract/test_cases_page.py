"""docs/cases.md names tests that there are: in each section those of the file that it links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "cases.md"
FILE = re.compile(r"\[(\S+)\]\((\S+/\1)\)")
ROW = re.compile(r"\| (?!case |---).* \| `(test_\w+)` \|")


def named() -> Iterator[tuple[str, str]]:
    """Yield the file and the name of each test that the page names."""
    for section in PAGE.read_text().split("\n## ")[1:]:
        ((_, file),) = FILE.findall(section)
        tests = ROW.findall(section)
        assert len(tests) == sum(line.startswith("| ") for line in section.splitlines()) - 2
        yield from ((file, test) for test in tests)


CASES = list(named())


@pytest.mark.parametrize(("file", "test"), CASES)
def test_every_case_has_a_test(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (PAGE.parent / file).read_text()


def test_no_case_is_named_twice() -> None:
    assert len(set(CASES)) == len(CASES) > 0
