"""The commands of the embedded cloud."""

import os
from collections.abc import Callable
from typing import Final, TypeVar

import click

from lineage_local import shell
from lineage_local.cloud import EVERY_STACK, Cloud
from lineage_local.errors import CloudDownError, CloudError

from .. import console
from ..exit_codes import OK
from . import report
from .command import CdkCommand, CloudCommand

_Command = TypeVar("_Command", bound=Callable[..., object])


@click.command(cls=CloudCommand)
@click.option(
    "--port",
    type=click.IntRange(1, 65534),
    metavar="N",
    help="Port of MiniStack; the lineage service gets the next one. Free ones otherwise.",
)
def up(port: int | None) -> int:
    """Start the cloud."""
    cloud = _cloud()
    cloud.up(port)
    report.print_status(cloud)
    return OK


def _with_app(command: _Command) -> _Command:
    app = click.option("--app", metavar="CMD", help="Command line that runs the app.")
    stacks = click.argument("stacks", metavar="[STACK...]", nargs=-1)
    return app(stacks(command))


@click.command(cls=CdkCommand)
@_with_app
def deploy(app: str | None, stacks: tuple[str, ...], cdk_options: tuple[str, ...]) -> int:
    """Deploy stacks: all, if none is named.

    The cloud is started if need be. The app is that of cdk.json in this folder. Any account and
    region that it names works.
    """
    cloud = _cloud()
    cloud.up()
    options = ("--require-approval", "never", *cdk_options)
    code = cloud.cdk("deploy", *(stacks or (EVERY_STACK,)), *options, app=app)
    if code:
        raise CloudError(f"`cdk deploy` ended with code {code}: see above, and {cloud.logs}")
    report.print_deployed(cloud)
    return OK


@click.command(cls=CdkCommand)
@_with_app
def diff(app: str | None, stacks: tuple[str, ...], cdk_options: tuple[str, ...]) -> int:
    """Compare stacks with what is deployed.

    The cloud is started if need be.
    """
    cloud = _cloud()
    cloud.up()
    return cloud.cdk("diff", *(stacks or (EVERY_STACK,)), *cdk_options, app=app)


@click.command(cls=CdkCommand)
@_with_app
def destroy(app: str | None, stacks: tuple[str, ...], cdk_options: tuple[str, ...]) -> int:
    """Destroy stacks: all, if none is named."""
    cloud = _cloud()
    if not cloud.running():
        console.line("the embedded cloud is down: there is nothing to destroy")
        return OK
    code = cloud.cdk("destroy", *(stacks or (EVERY_STACK,)), "--force", *cdk_options, app=app)
    report.print_deployed(cloud)
    return code


@click.command(cls=CloudCommand)
def down() -> int:
    """Stop the cloud; what it holds is lost, its logs stay."""
    cloud = _cloud()
    if not cloud.is_there():
        console.line("the embedded cloud is down already")
        return OK
    with console.waiting("Stopping the embedded cloud"):
        cloud.down()
    return OK


@click.command(cls=CloudCommand)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> int:  # noqa: FBT001 - click calls it by name
    """Print what runs where, and what is deployed."""
    cloud = _cloud()
    if as_json:
        console.document(report.status_document(cloud))
    else:
        report.print_status(cloud)
    return OK


@click.command(cls=CloudCommand)
@click.option("--unset", is_flag=True, help="Print the lines that undo it.")
def env(unset: bool) -> int:  # noqa: FBT001 - click calls it by name
    """Print lines that point a shell at the cloud.

    The AWS CLI, boto3, the SageMaker SDK and the cdk CLI of the shell then use it.
    """
    if unset:
        console.raw(shell.undoing_lines(os.environ) + "\n")
        return OK
    cloud = _cloud()
    if not cloud.running():
        raise CloudDownError
    console.raw(shell.pointing_lines(cloud.settings(), os.environ) + "\n")
    console.progress('To undo it: eval "$(sagemaker-lineage local env --unset)"')
    return OK


COMMANDS: Final = (up, deploy, diff, destroy, status, env, down)
"""All of them, in the order in which they are needed."""


def _cloud() -> Cloud:
    return Cloud(step=console.waiting)
