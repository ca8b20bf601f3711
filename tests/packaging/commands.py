"""Commands that run away from the repository, and environments of their own."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
TOOLS = REPOSITORY / ".venv" / "packaging" / "bin" / "python"
"""What builds, installs and checks the package: `tests/packaging/requirements.txt`."""


def run(*command: str | Path, cwd: Path, extra: dict[str, str] | None = None) -> str:
    """Run a command away from the repository, which no variable may bring back."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | (extra or {})
    done = subprocess.run(
        command, cwd=cwd, env=variables, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def pip_install(python: Path) -> tuple[str | Path, ...]:
    """Return how packages are installed into an environment that has no pip itself."""
    return TOOLS, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile"


def new_environment(folder: Path, *packages: str | Path) -> Path:
    """Install packages into a new environment, and return its Python; options of pip count too."""
    venv.create(folder)
    python = folder / "bin" / "python"
    run(*pip_install(python), *packages, cwd=folder)
    return python


def script(python: Path) -> tuple[Path | str, ...]:
    """Return how an environment runs the command that the wheel installs."""
    return python, "-I", python.with_name("sagemaker-lineage")
