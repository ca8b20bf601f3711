"""The pages of the documentation, and the code blocks, links and headings in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_NOT_RUN = re.compile(r"<!-- not run: .+ -->\s*", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of code.

    Parameters
    ----------
    place
        Page and line of its first line of code.
    is_run
        Whether no comment before it says why it is not run.
    """

    place: str
    language: str
    code: str
    is_run: bool


@dataclass(frozen=True)
class MarkdownPage:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def tokens(self) -> list[Token]:
        return _MARKDOWN.parse(self.path.read_text(encoding="utf-8"))

    def blocks(self, language: str) -> list[Block]:
        return [each for each in self._blocks() if each.language == language]

    def languages(self) -> set[str]:
        return {each.language for each in self._blocks()}

    def links(self) -> set[str]:
        """Return where links and pictures lead to."""
        inline = [child for token in self.tokens for child in token.children or []]
        found = [each.attrGet("href") or each.attrGet("src") for each in inline]
        return {str(link) for link in found if link}

    def anchors(self) -> set[str]:
        """Return the anchors of the headings, as GitHub and the site name them."""
        headings = [
            text.content
            for opening, text in zip(self.tokens, self.tokens[1:], strict=False)
            if opening.type == "heading_open"
        ]
        return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}

    def _blocks(self) -> Iterator[Block]:
        before = ""
        for token in self.tokens:
            if token.type == "fence":
                line = (token.map or [0])[0] + 2
                is_run = not _NOT_RUN.fullmatch(before)
                yield Block(f"{self.name}:{line}", token.info, token.content, is_run)
            before = token.content if token.type == "html_block" else ""


PAGES = [
    MarkdownPage(path)
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
]


def pages_with(language: str) -> list[MarkdownPage]:
    """Return the pages that have code in a language."""
    return [page for page in PAGES if page.blocks(language)]
