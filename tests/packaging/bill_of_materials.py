"""What a user installs, and whose code the function's zip holds: software bills of materials.

``python -m tests.packaging.bill_of_materials WHEEL FOLDER`` writes for each of the two a CycloneDX
document, and one list of all licences.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import metadata, requires
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .commands import REPOSITORY, TOOLS, new_environment, run

PROJECT = "cdk-sagemaker-lineage"

# No user needs these extras.
OF_CONTRIBUTORS = {"bench", "dev", "docs"}


class Component(NamedTuple):
    """A package, and its licences as its metadata names them."""

    name: str
    version: str
    licences: frozenset[str]


def locked_versions(folder: Path) -> Path:
    """Write the lock as pip takes it as constraints: without the line that is this project."""
    lines = (REPOSITORY / "requirements.txt").read_text().splitlines()
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(line for line in lines if not line.startswith("-")))
    return constraints


def packages_of_users(wheel: Path, folder: Path) -> tuple[str | Path, ...]:
    """Return what installs the wheel with every extra for users, and all that it depends on."""
    extras = set(metadata(PROJECT).get_all("Provides-Extra") or []) - OF_CONTRIBUTORS
    return "--constraint", locked_versions(folder), f"{wheel}[{','.join(sorted(extras))}]"


def packages_of_the_function(wheel: Path) -> tuple[str | Path, ...]:
    """Return what installs the two packages whose code is zipped; boto3 is the runtime's."""
    (crhelper,) = [each for each in requires(PROJECT) or [] if each.startswith("crhelper")]
    return "--no-deps", crhelper, wheel


def components(document: Path) -> list[Component]:
    """Read the components of a CycloneDX document."""
    found = []
    for each in json.loads(document.read_text())["components"]:
        licences = [
            choice.get("expression") or choice["license"].get("id") or choice["license"]["name"]
            for choice in each.get("licenses", [])
        ]
        # Some classifiers name no licence.
        named = frozenset(licences) - {"License :: OSI Approved"}
        found.append(Component(each["name"], each["version"], named))
    return found


def write(wheel: Path, folder: Path) -> dict[str, list[Component]]:
    """Write both documents and the list, and return the components of each."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    with TemporaryDirectory() as temporary:
        place = Path(temporary)
        wanted = {
            "user": packages_of_users(wheel.resolve(), place),
            "function": packages_of_the_function(wheel.resolve()),
        }
        for name, packages in wanted.items():
            python = new_environment(place / name, *packages)
            document = folder.resolve() / f"{name}.cdx.json"
            tool = (TOOLS, "-m", "cyclonedx_py", "environment", "--output-reproducible")
            run(*tool, "--output-file", document, python, cwd=place)
            found[name] = components(document)
    lines = [
        f"{each.name} {each.version}: {', '.join(sorted(each.licences)) or 'not named'}"
        for each in found["user"]
    ]
    (folder / "licences.txt").write_text("\n".join(lines) + "\n")
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
