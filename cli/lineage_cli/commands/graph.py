"""``sagemaker-lineage graph``: pictures of lineage."""

from pathlib import Path
from typing import get_args

import click

from lineage_graph import LineageGraph, deployed_graph
from lineage_graph.readers.assembly import assembly_lineage
from lineage_graph.readers.sagemaker import MAX_DEPTH, Direction
from lineage_graph.readers.templates.declared import lineage_graph

from .. import console
from ..exit_codes import OK
from ..output import outputs_option, try_out, write
from ..session import aws_session

_EPILOG = """\
\b
Examples:
  sagemaker-lineage graph Training Evaluation --output lineage.html
  sagemaker-lineage graph Training --direction Ascendants --output -.mmd
  sagemaker-lineage graph --assembly cdk.out --output lineage.html
"""


@click.command(epilog=_EPILOG)
@click.argument("stacks", metavar="[STACK...]", nargs=-1)
@click.option(
    "--assembly",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Draw what the stacks of a cloud assembly (cdk.out) declare, deployed or not; all of them"
    " if no STACK is given.",
)
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
@outputs_option(required=True)
def graph(
    stacks: tuple[str, ...],
    assembly: Path | None,
    direction: Direction,
    depth: int,
    outputs: tuple[Path, ...],
) -> int:
    """Draw the lineage of what deployed stacks declare, as it is in SageMaker."""
    if not stacks and assembly is None:
        raise click.UsageError("name at least one STACK, or an --assembly")
    try_out(outputs)
    found = (
        _deployed(stacks, direction, depth)
        if assembly is None
        else lineage_graph(assembly_lineage(assembly, stacks))
    )
    write(found, outputs)
    return OK


def _deployed(stacks: tuple[str, ...], direction: Direction, depth: int) -> LineageGraph:
    return deployed_graph(
        stacks,
        session=aws_session(),
        direction=direction,
        depth=depth,
        report=console.progress,
    )
