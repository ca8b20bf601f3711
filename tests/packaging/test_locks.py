"""What is installed for whom: the demo waits for nothing that only the checks need."""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PROJECT = "cdk-sagemaker-lineage"


def versions(name: str) -> set[tuple[str, str]]:
    """Return the packages of a lock with their versions."""
    lines = (REPOSITORY / name).read_text().splitlines()
    packages = [line for line in lines if not line.startswith(("#", "-"))]
    found = [re.fullmatch(r"([a-z0-9.-]+)==(\S+)( ; .+)?", line) for line in packages]
    assert all(found)
    return {(match[1], match[2]) for match in found if match}


def locked(name: str) -> set[str]:
    """Return the packages of a lock."""
    return {package for package, _ in versions(name)}


def declared(extra: str) -> set[str]:
    """Return the packages of an extra, as pyproject.toml has it."""
    marker = f"; extra == '{extra}'"
    found = [each for each in requires(PROJECT) or [] if each.replace('"', "'").endswith(marker)]
    return {name[0] for each in found if (name := re.match(r"[A-Za-z0-9-]+", each))}


def test_the_demo_installs_nothing_that_only_the_checks_need() -> None:
    demo, checks = locked("requirements.txt"), locked("requirements-dev.txt")

    assert declared("cli") | declared("local") <= demo
    assert declared("dev") <= checks
    assert not demo & declared("dev")
    # With what each of them depends on; one more is a question, not a mistake.
    assert len(demo) <= 50


def test_the_checks_install_what_the_demo_has_in_the_same_versions() -> None:
    first = (REPOSITORY / "requirements-dev.txt").read_text().splitlines()[:2]
    demo, checks = versions("requirements.txt"), versions("requirements-dev.txt")

    assert first[1] == "-r requirements.txt"
    both = {package for package, _ in demo} & {package for package, _ in checks}
    # What the demo needs on some platforms only, the checks may need on all of them.
    assert both == {"colorama"}
    assert {each for each in demo if each[0] in both} <= checks
