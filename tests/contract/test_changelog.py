"""CHANGELOG.md has a section for the version, and a link for each section."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "CHANGELOG.md").read_text()
SECTIONS = re.findall(r"^## \[(.+)\]", TEXT, re.MULTILINE)


def test_version_has_a_section() -> None:
    assert SECTIONS[0] == "Unreleased"
    assert version("cdk-sagemaker-lineage") in SECTIONS


def test_sections_have_links() -> None:
    assert re.findall(r"^\[(.+)\]: https://", TEXT, re.MULTILINE) == SECTIONS
