"""What is installed for whom: the demo waits for nothing that only the checks need."""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PROJECT = "cdk-sagemaker-lineage"


def locked(name: str) -> set[str]:
    """Return the packages of a lock, each of which has one version."""
    lines = (REPOSITORY / name).read_text().splitlines()
    packages = [line for line in lines if not line.startswith(("#", "-"))]
    assert all(re.match(r"[a-z0-9.-]+==\S+( ; .+)?$", line) for line in packages)
    return {line.partition("==")[0] for line in packages}


def declared(extra: str) -> set[str]:
    """Return the packages of an extra, as pyproject.toml has it."""
    marker = f"; extra == '{extra}'"
    found = [each for each in requires(PROJECT) or [] if each.replace('"', "'").endswith(marker)]
    return {name[0] for each in found if (name := re.match(r"[A-Za-z0-9-]+", each))}


def test_the_demo_installs_nothing_that_only_the_checks_need() -> None:
    demo, checks = locked("requirements.txt"), locked("requirements-dev.txt")

    assert declared("local") <= demo
    assert declared("dev") <= checks
    assert not demo & declared("dev")
    # With what each of them depends on; one more is a question, not a mistake.
    assert len(demo) <= 44


def test_the_checks_install_what_the_demo_has_in_the_same_versions() -> None:
    first = (REPOSITORY / "requirements-dev.txt").read_text().splitlines()[:2]

    assert first[1] == "-r requirements.txt"
    assert not locked("requirements.txt") & locked("requirements-dev.txt")
