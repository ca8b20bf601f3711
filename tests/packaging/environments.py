"""The wheel, and environments to install it in, away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, extra: dict[str, str] | None = None) -> str:
    """Run a command away from the repository, which no variable may bring back."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | (extra or {})
    done = subprocess.run(
        command, cwd=cwd, env=variables, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def build_wheel(folder: Path) -> Path:
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir=dist")
    run(*build, REPOSITORY, cwd=folder)
    (wheel,) = (folder / "dist").iterdir()
    return wheel


def new_environment(folder: Path, *packages: str | Path) -> Path:
    """Create an environment with some packages and return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", *packages, cwd=folder)
    return python


def script(python: Path) -> tuple[Path | str, ...]:
    """Return how an environment runs the command that the wheel installs."""
    return python, "-I", python.with_name("sagemaker-lineage")
