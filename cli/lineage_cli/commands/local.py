"""``sagemaker-lineage local``: the embedded cloud."""

from typing import Any

import click

from .. import console
from ..exit_codes import INTERRUPTED

_MISSING = 4

_EPILOG = """\
The cloud of a project is in its folder, below .local-cloud. It is empty when it starts, and what
it holds is lost when it stops. To use it from elsewhere: eval "$(sagemaker-lineage local env)"

\b
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the cloud is down,
4 something is not installed, 130 interrupted; diff, destroy: the cdk CLI's.
"""


class LocalGroup(click.Group):
    """Loads its commands when one is asked for: they import what the extra ``local`` installs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which they are needed."""
        _load(self, ctx)
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command."""
        _load(self, ctx)
        return self.commands.get(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and return its exit code; an error is one line, and the end of its log."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            console.error("interrupted")
            return INTERRUPTED


@click.group(
    cls=LocalGroup, epilog=_EPILOG, short_help="Deploy to an embedded cloud, without an account."
)
def local() -> None:
    """Run the embedded cloud: MiniStack and the SageMaker lineage service, on loopback."""


def _load(group: LocalGroup, ctx: click.Context) -> None:
    if group.commands:
        return
    from lineage_local.errors import MissingError  # noqa: PLC0415 - only this command needs it
    from lineage_local.preflight import check_packages  # noqa: PLC0415

    try:
        check_packages()
    except MissingError as error:
        console.error(str(error))
        ctx.exit(_MISSING)
    from ..embedded_cloud.commands import COMMANDS  # noqa: PLC0415 - it imports what was checked

    for command in COMMANDS:
        group.add_command(command)
