"""What the project's packages import, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "lineage_cli": ROOT / "cli" / "lineage_cli",
    "lineage_conformance": ROOT / "conformance" / "lineage_conformance",
    "sagemaker_lineage": ROOT / "constructs" / "sagemaker_lineage",
    "lineage_handler": ROOT / "lambda" / "lineage_handler",
    "lineage_graph": ROOT / "graph" / "lineage_graph",
    "lineage_local": ROOT / "local" / "lineage_local",
}

When = Literal["at import", "late", "type checking"]
"""Late is within a function; for type checking is what never runs."""


class Import(NamedTuple):
    """One module imports another: of the project by its full name, any other by its first part."""

    importer: str
    imported: str
    when: When


@cache
def modules() -> dict[str, Path]:
    """Return the files of all modules of the packages; a package's own is its ``__init__``."""
    return {
        ".".join((package, *path.relative_to(folder).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for package, folder in PACKAGES.items()
        for path in sorted(folder.rglob("*.py"))
    }


@cache
def imports() -> tuple[Import, ...]:
    """Return all imports of the packages."""
    return tuple(
        Import(importer, imported, when)
        for importer, path in modules().items()
        for statement, when in _statements(ast.parse(path.read_text()), "at import")
        for imported in _imported(statement, importer, path)
    )


def _statements(node: ast.AST, when: When) -> Iterator[tuple[ast.Import | ast.ImportFrom, When]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, when
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _statements(child, "late")
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            yield from _statements(child, "type checking")
        else:
            yield from _statements(child, when)


def _imported(statement: ast.Import | ast.ImportFrom, importer: str, path: Path) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        names = [alias.name for alias in statement.names]
    else:
        base = _base(statement, importer, path)
        names = [f"{base}.{alias.name}" for alias in statement.names]
    for name in names:
        first = name.partition(".")[0]
        if first not in PACKAGES:
            yield first
        else:
            yield name if name in modules() else name.rpartition(".")[0]


def _base(statement: ast.ImportFrom, importer: str, path: Path) -> str:
    """Return the full name of what a name is imported from."""
    if not statement.level:
        return str(statement.module)
    package = importer if path.name == "__init__.py" else importer.rpartition(".")[0]
    parts = package.split(".")[: len(package.split(".")) - statement.level + 1]
    return ".".join([*parts, *filter(None, [statement.module])])
