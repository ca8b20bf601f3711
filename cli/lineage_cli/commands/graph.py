"""``sagemaker-lineage graph``: pictures of lineage."""

from pathlib import Path
from typing import get_args

import click

from lineage_graph import deployed_graph
from lineage_graph.readers.sagemaker import MAX_DEPTH, Direction
from lineage_graph.renderings.formats import FORMATS

from .. import console
from ..exit_codes import OK
from ..output import OutputType, try_out, write
from ..session import aws_session

_FORMATS = [suffix.removeprefix(".") for suffix in FORMATS]
_EPILOG = """\
\b
Examples:
  sagemaker-lineage graph Training Evaluation --output lineage.html
  sagemaker-lineage graph Training --direction Ascendants --output - --format mmd
"""


@click.command(epilog=_EPILOG)
@click.argument("stacks", metavar="STACK...", nargs=-1, required=True)
@click.option(
    "--direction",
    type=click.Choice(get_args(Direction)),
    default="Both",
    show_default=True,
    help="What led to the declared entities, what comes of them, or both.",
)
@click.option(
    "--depth",
    type=click.IntRange(1, MAX_DEPTH),
    default=MAX_DEPTH,
    show_default=True,
    metavar="N",
    help=f"How many associations to go, 1 to {MAX_DEPTH}.",
)
@click.option(
    "--output",
    "outputs",
    type=OutputType(),
    multiple=True,
    required=True,
    metavar="FILE",
    help=f"Where to write the graph; the suffix is the format: {', '.join(FORMATS)}; - is stdout."
    " Can be given more than once.",
)
@click.option(
    "--format",
    "stdout_format",
    type=click.Choice(_FORMATS),
    default="json",
    show_default=True,
    help="The format of --output -.",
)
def graph(
    stacks: tuple[str, ...],
    direction: Direction,
    depth: int,
    outputs: tuple[Path, ...],
    stdout_format: str,
) -> int:
    """Draw the lineage of what deployed stacks declare, as it is in SageMaker."""
    try_out(outputs, stdout_format)
    found = deployed_graph(
        stacks,
        session=aws_session(),
        direction=direction,
        depth=depth,
        report=console.progress,
    )
    write(found, outputs, stdout_format)
    return OK
