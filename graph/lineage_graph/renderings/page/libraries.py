"""The libraries of the page: npm packages, which the page carries, so that it opens offline."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...model import GraphError

PACKAGES: Final = ("d3-zoom@3.0.1", "@dagrejs/dagre@3.1.3")
"""The npm packages that `package.json` pins too: pan, zoom and pinch; layout."""

# d3-zoom and what it stands on, each before those that use it.
_D3: Final = (
    *("d3-dispatch", "d3-selection", "d3-timer", "d3-ease", "d3-color", "d3-interpolate"),
    *("d3-transition", "d3-drag", "d3-zoom"),
)
_FILES: Final = {
    **{name: f"{name}/dist/{name}.min.js" for name in _D3},
    "@dagrejs/dagre": "@dagrejs/dagre/dist/dagre.min.js",
}


def libraries() -> str:
    """Return the scripts of all libraries, with their licences.

    Raises
    ------
    GraphError
        If one is in no folder ``node_modules`` of the current folder or one above.
    """
    licences = dict.fromkeys(_read(f"{name}/LICENSE").strip() for name in _FILES)
    comments = (f"/*\n{text}\n*/".replace("</", "< /") for text in licences)
    return "\n".join((*comments, *map(_script, _FILES.values()))) + "\n"


def _script(path: str) -> str:
    lines = _read(path).splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _read(path: str) -> str:
    for folder in _folders():
        file = folder / "node_modules" / path
        if file.is_file():
            return file.read_text(encoding="utf-8")
    raise GraphError(
        f"The libraries of the page are not installed: run `npm install {' '.join(PACKAGES)}` in "
        f"{Path.cwd()}"
    )


def _folders() -> Iterator[Path]:
    """Where Node would look too: the current folder, this file's, and those above."""
    for start in (Path.cwd(), Path(__file__).parent):
        yield from (start, *start.parents)
