"""What the site has beside the pages in docs: those of the root, and scripts of npm."""

import os
import re
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = {
    ROOT / "README.md": "index.md",
    ROOT / "CONTRIBUTING.md": "contributing.md",
    ROOT / "CHANGELOG.md": "changelog.md",
    ROOT / "SECURITY.md": "reporting.md",
}
ASSETS = {
    "assets/mermaid.js": ROOT / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js",
    "assets/iframe-worker.js": ROOT / "node_modules/iframe-worker/shim/index.js",
    "assets/site.css": ROOT / "website/site.css",
}
_LINK = re.compile(r"(?<=\]\()(?!https?:|#)([^)#]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files of the site that are not in docs."""
    for source, path in PAGES.items():
        # Links are relative to docs there.
        text = _LINK.sub(lambda link: _relative(link[1]), source.read_text(encoding="utf-8"))
        files.append(File.generated(config, path, content=text))
    for path, source in ASSETS.items():
        files.append(File.generated(config, path, abs_src_path=str(source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as it is called
    """Have links to files outside docs lead to their page, or to the repository."""
    folder = ROOT / "docs" / PurePosixPath(page.file.src_uri).parent

    def outside(link: re.Match[str]) -> str:
        target = (folder / link[1]).resolve()
        if target in PAGES:
            return os.path.relpath(ROOT / "docs" / PAGES[target], folder)
        is_inside = target.is_relative_to(ROOT / "docs") or not target.exists()
        return link[1] if is_inside else _in_repository(target, config)

    return _LINK.sub(outside, markdown)


def _relative(link: str) -> str:
    return link.removeprefix("docs/") if link.startswith("docs/") else f"../{link}"


def _in_repository(target: Path, config: MkDocsConfig) -> str:
    kind = "tree" if target.is_dir() else "blob"
    return f"{config.extra['repository']}/{kind}/main/{target.relative_to(ROOT).as_posix()}"
