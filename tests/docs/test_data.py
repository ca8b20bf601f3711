"""Blocks of data are of their language; and there is no language that no test knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from .page import PAGES, Block, MarkdownPage

PARSERS: dict[str, Any] = {"json": json.loads, "yaml": yaml.safe_load}
# Code is run by the tests beside this one. Text is what somebody reads, and Mermaid a picture.
LANGUAGES = {"python", "sh", "text", "mermaid", *PARSERS}
BLOCKS = [block for page in PAGES for language in PARSERS for block in page.blocks(language)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_languages_are_known(page: MarkdownPage) -> None:
    assert page.languages() <= LANGUAGES


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_data_can_be_parsed(block: Block) -> None:
    assert PARSERS[block.language](block.code)
