"""``sagemaker-lineage local``: the embedded cloud."""

import click

from .. import console
from ..exit_codes import INTERRUPTED
from .forwarded import ForwardedCommand

_MISSING = 4


@click.command(cls=ForwardedCommand, short_help="Deploy to an embedded cloud, without an account.")
def local(arguments: tuple[str, ...]) -> int:
    """Run the embedded cloud; it is part of a checkout only."""
    try:
        from lineage_local.errors import MissingError  # noqa: PLC0415 - not in the wheel
        from lineage_local.preflight import check_packages  # noqa: PLC0415
    except ModuleNotFoundError:
        console.error("the embedded cloud is part of a checkout only, and not in the wheel")
        return _MISSING
    try:
        check_packages()
        from lineage_local.cli import main  # noqa: PLC0415 - it imports what was checked

        return main(arguments)
    except MissingError as error:
        console.error(str(error))
        return _MISSING
    except KeyboardInterrupt:
        # Before the command began, or during the handling of a first interrupt.
        return INTERRUPTED
