"""Assembles the function's zip: the handler and crhelper, nothing else."""

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import Stage
from aws_cdk import aws_lambda as lambda_

from constructs import Construct

HANDLER = "lineage_handler.index.handler"
"""The entry point within the zip."""

_FOLDER = "sagemaker-lineage-function"

_CDK_FOLDER = Path.cwd()
"""The working directory of CDK's own process, which started when this one imported aws_cdk."""


def function_code(scope: Construct) -> lambda_.Code:
    """Return the function's code, assembled in the folder that holds the app's assets.

    There it lies as long as the app's other assets do, also when CDK is told not to copy them
    (``--no-staging``).
    """
    outdir = Stage.of(scope).asset_outdir  # type: ignore[union-attr]  # an app is a stage
    return lambda_.Code.from_asset(str(_assembled(_CDK_FOLDER / outdir)))


@cache
def _assembled(outdir: Path) -> Path:
    """Return the folder within `outdir`; an app has many stacks, and one function for each."""
    return assemble(outdir)


def assemble(outdir: Path) -> Path:
    """Return a folder within `outdir` that holds what belongs into the zip, and nothing else.

    Its name is the hash of its content, and it is there as a whole or not at all, so what an
    older release or another process puts into the same `outdir` does no harm.

    Only Python source goes in, byte for byte, and with the same permissions everywhere: Lambda
    could not read files that a strict umask hides, and neither caches nor type stubs may change
    the hash by which CDK tells whether the function changed.
    """
    sources = _sources()
    digest = sha256(repr(sorted(sources.items())).encode()).hexdigest()
    folder = outdir / f"{_FOLDER}-{digest[:16]}"
    if not folder.is_dir():
        outdir.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="unfinished-", dir=outdir) as unfinished:
            written = _write(sources, Path(unfinished) / "code")
            try:
                written.rename(folder)
            except OSError:
                if not folder.is_dir():  # it was not another process that was faster
                    raise
    return folder


def _sources() -> dict[str, bytes]:
    """Return the content of each file, by its path within the zip."""
    packages = [path for path in _handler_folder().iterdir() if path.is_dir()]
    return {
        source.relative_to(package.parent).as_posix(): source.read_bytes()
        for package in [*packages, _crhelper_folder()]
        for source in package.rglob("*.py")
    }


def _write(sources: dict[str, bytes], folder: Path) -> Path:
    for path, content in sources.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o644)
    for directory in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        directory.chmod(0o755)
    return folder


def _handler_folder() -> Path:
    """Return ``lambda/``: inside an installed package, or beside ``constructs/`` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "lambda"
    return installed if installed.is_dir() else package.parents[1] / "lambda"


def _crhelper_folder() -> Path:
    """Return crhelper's folder, not importing it: it imports boto3, which synthesis lacks."""
    spec = find_spec("crhelper")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("crhelper is not installed; it goes into the function's zip")
    return Path(spec.origin).parent
