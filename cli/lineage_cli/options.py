"""Options that several commands have."""

import click

pace_option = click.option(
    "--pace",
    type=click.FloatRange(0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="N",
    help="Calls to SageMaker a second.",
)
"""How fast SageMaker is called."""
