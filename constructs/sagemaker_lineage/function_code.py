"""Assembles the function's zip: the handler and crhelper, nothing else."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from aws_cdk import Stage
from aws_cdk import aws_lambda as lambda_

from constructs import Construct

HANDLER = "lineage_handler.index.handler"
"""The entry point within the zip."""

_FOLDER = "sagemaker-lineage-function"


def function_code(scope: Construct) -> lambda_.Code:
    """Return the function's code, assembled in the folder that holds the app's assets.

    There it lies as long as the app's other assets do, also when CDK is told not to copy them
    (``--no-staging``).
    """
    outdir = Stage.of(scope).asset_outdir  # type: ignore[union-attr]  # an app is a stage
    return lambda_.Code.from_asset(str(assemble(Path(outdir) / _FOLDER)))


def assemble(folder: Path) -> Path:
    """Fill a folder with what belongs into the zip, and nothing that is there already.

    Only Python source goes in, byte for byte, and with the same permissions everywhere: Lambda
    could not read files that a strict umask hides, and neither caches nor type stubs may change
    the hash by which CDK tells whether the function changed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    packages = [path for path in sorted(_handler_folder().iterdir()) if path.is_dir()]
    for package in [*packages, _crhelper_folder()]:
        for source in sorted(package.rglob("*.py")):
            target = folder / source.relative_to(package.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
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
