"""Run the unit tests on each Python with the lowest and the highest aws-cdk-lib: `make matrix`."""

from __future__ import annotations

import re
from pathlib import Path

import nox

nox.options.default_venv_backend = "uv"

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
LOWEST = re.compile(r'"((?:aws-cdk-lib|constructs)>=[0-9.]+),')


def requirements(cdk: str) -> list[str]:
    """Return what replaces the locked CDK: the lowest that `pyproject.toml` allows, or any."""
    declared = LOWEST.findall(Path("pyproject.toml").read_text(encoding="utf-8"))
    return [each.replace(">=", "==") if cdk == "lowest" else each for each in declared]


@nox.session(python=PYTHONS)
@nox.parametrize("cdk", ["lowest", "highest"])
def unit(session: nox.Session, cdk: str) -> None:
    """Run the unit tests, or what is named after `--`."""
    overrides = Path(session.create_tmp()) / "overrides.txt"
    overrides.write_text("\n".join(requirements(cdk)), encoding="utf-8")
    session.install("-r", "requirements-dev.txt", "--overrides", str(overrides))
    tests = session.posargs or ["--numprocesses=auto", "--dist=loadgroup", "--ignore=tests/e2e"]
    session.run("pytest", *tests)
