"""The long description, as it is read where the repository is not."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .commands import REPOSITORY

pytestmark = pytest.mark.xdist_group("wheel")

URL = "https://github.com/cdk-sagemaker-lineage/cdk-sagemaker-lineage"
# Where a browser finds the pages, the folders and the pictures of the repository.
PREFIXES = (
    f"{URL}/blob/main/",
    f"{URL}/tree/main/",
    f"{URL.replace('github', 'raw.githubusercontent')}/main/",
)


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    archive = ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(archive.read(name))


def links(tokens: list[Token]) -> Iterator[str]:
    """Yield what a page links to, and the pictures that it shows."""
    for token in tokens:
        yield from links(token.children or [])
        for attribute in ("href", "src"):
            if attribute in token.attrs:
                yield str(token.attrs[attribute])


@pytest.fixture(scope="module")
def linked(metadata: Message) -> list[str]:
    text = metadata.get_payload()
    assert isinstance(text, str)
    return list(links(MarkdownIt("commonmark").enable("table").parse(text)))


def test_every_link_is_absolute(linked: list[str]) -> None:
    assert linked
    assert [each for each in linked if not each.startswith("https://")] == []


def test_every_link_into_the_repository_leads_somewhere(
    linked: list[str], metadata: Message
) -> None:
    urls = [each.partition(", ")[2] for each in metadata.get_all("Project-URL") or []]
    paths = {
        each.removeprefix(prefix).partition("#")[0]
        for each in [*linked, *urls]
        for prefix in PREFIXES
        if each.startswith(prefix)
    }
    assert {"docs/constructs.md", "docs/lineage.svg", "docs", "CHANGELOG.md"} <= paths
    assert {path for path in paths if not (REPOSITORY / path).exists()} == set()


def test_metadata_name_the_authors_and_each_python(metadata: Message) -> None:
    assert metadata["Author"] == "The cdk-sagemaker-lineage authors"
    assert metadata["License-Expression"] == "Apache-2.0"
    classifiers = metadata.get_all("Classifier") or []
    for minor in range(10, 15):
        assert f"Programming Language :: Python :: 3.{minor}" in classifiers
