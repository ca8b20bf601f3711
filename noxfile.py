"""Run the unit tests on each Python with the lowest and the highest aws-cdk-lib: `make matrix`."""

from __future__ import annotations

import re
from pathlib import Path

import nox

# aws-cdk-lib and aws-cdk.cloud-assembly-schema have a module of the same name. pip installs
# aws-cdk-lib last, whose own must be there; of uv's threads, any can be last.
nox.options.default_venv_backend = "venv"

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
LOWEST = re.compile(r'"((?:aws-cdk-lib|constructs)>=[0-9.]+),')


def cdk_packages(cdk: str) -> list[str]:
    """Return what replaces the locked CDK: the lowest that is allowed, or the newest."""
    declared = LOWEST.findall(Path("pyproject.toml").read_text(encoding="utf-8"))
    return [each.replace(">=", "==") if cdk == "lowest" else each for each in declared]


@nox.session(python=PYTHONS)
@nox.parametrize("cdk", ["lowest", "highest"])
def unit(session: nox.Session, cdk: str) -> None:
    """Run the unit tests, or what is named after `--`."""
    session.install("--no-compile", "-r", "requirements-dev.txt")
    session.install("--no-compile", "--upgrade", *cdk_packages(cdk))
    tests = session.posargs or ["--numprocesses=auto", "--dist=loadgroup", "--ignore=tests/e2e"]
    session.run("pytest", *tests)
