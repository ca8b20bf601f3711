"""``sagemaker-lineage conformance``: a probe of the lineage service."""

import click

from .forwarded import ForwardedCommand


@click.command(cls=ForwardedCommand, short_help="Find out how your account's SageMaker behaves.")
def conformance(arguments: tuple[str, ...]) -> int:
    """Probe the lineage API of an account, or of the embedded cloud."""
    from lineage_conformance.cli import main  # noqa: PLC0415 - only this command needs it

    return main(arguments)
