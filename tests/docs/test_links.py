"""Links lead to what there is, on GitHub and on the site; and the site has every page."""

from __future__ import annotations

import pytest
import yaml

from .page import PAGES, ROOT, MarkdownPage

BY_PATH = {page.path: page for page in PAGES}
# Those of the repository's root, as website/hooks.py names them.
OF_THE_ROOT = {"index.md", "contributing.md", "changelog.md", "reporting.md"}


class Configuration(yaml.SafeLoader):
    """Reads mkdocs.yml, which names Python objects."""


Configuration.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def broken(page: MarkdownPage, link: str) -> str | None:
    """Return what is wrong with a link of a page, if anything is."""
    path, _, anchor = link.partition("#")
    target = (page.path.parent / path).resolve() if path else page.path
    if not target.exists():
        return f"{link}: there is no {target}"
    if anchor and anchor not in BY_PATH[target].anchors():
        return f"{link}: there is no such heading"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: MarkdownPage) -> None:
    links = {link for link in page.links() if not link.startswith("https://")}

    assert [found for link in sorted(links) if (found := broken(page, link))] == []


def test_the_site_has_every_page() -> None:
    # The loader is a safe one.
    site = yaml.load((ROOT / "mkdocs.yml").read_text(), Configuration)  # noqa: S506
    listed = {path for section in site["nav"] for path in _paths(section)}
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}

    assert listed == pages | OF_THE_ROOT


def _paths(entry: object) -> list[str]:
    """Return the pages of an entry of the navigation: a page, or a title with pages."""
    if isinstance(entry, dict):
        entry = [*entry.values()]
    if isinstance(entry, list):
        return [path for each in entry for path in _paths(each)]
    return [str(entry)]
