"""What the commands of the embedded cloud have in common: errors, and the cdk CLI's options."""

from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from lineage_local.errors import CloudDownError, CloudError, MissingError

from .. import console

_FAILED, _DOWN, _MISSING = 1, 3, 4
_LOG_LINES = 8


class CloudCommand(click.Command):
    """A command of the embedded cloud: it returns its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error is one line, and the end of its log."""
        try:
            return super().invoke(ctx)
        except CloudError as error:
            _print(error)
            return _exit_code(error)
        except (BotoCoreError, ClientError, OSError) as error:
            # A server that died, a folder that cannot be written.
            console.error(f"{type(error).__name__}: {error}")
            return _FAILED


class CdkCommand(CloudCommand):
    """A command that hands on what follows ``--``: only the cdk CLI knows its own options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what follows ``--`` as the parameter ``cdk_options``."""
        separator = args.index("--") if "--" in args else len(args)
        ctx.params["cdk_options"] = tuple(args[separator + 1 :])
        return super().parse_args(ctx, args[:separator])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return [*super().collect_usage_pieces(ctx), "[-- CDK-OPTION...]"]


def _print(error: CloudError) -> None:
    console.error(str(error))
    if error.log:
        for line in error.log.read_text(errors="replace").splitlines()[-_LOG_LINES:]:
            console.progress(f"  {line}")
        console.progress(f"  (the end of {error.log})")


def _exit_code(error: CloudError) -> int:
    if isinstance(error, CloudDownError):
        return _DOWN
    return _MISSING if isinstance(error, MissingError) else _FAILED
