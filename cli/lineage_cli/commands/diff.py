"""``sagemaker-lineage diff``: what an app changes of the declared lineage."""

from pathlib import Path

import click

from lineage_graph.comparisons.diff import LineageDiff
from lineage_graph.comparisons.diff import diff as compare
from lineage_graph.model import DeclaredLineage
from lineage_graph.readers.assembly import assembly_lineage, assembly_stacks
from lineage_graph.readers.deployed_templates import deployed_lineage
from lineage_graph.renderings import json_document
from lineage_graph.renderings.changes import changes, counts

from .. import console
from ..changes import print_changes
from ..exit_codes import FOUND, OK
from ..output import outputs_option, try_out, write
from ..session import aws_session

_EPILOG = """\
\b
Examples:
  sagemaker-lineage diff cdk.out                       against what is deployed
  sagemaker-lineage diff cdk.out --against base/cdk.out --output comment.md

Exit codes: 0 no change, 1 changes, 2 an error.
"""


@click.command(epilog=_EPILOG)
@click.argument("assembly", type=click.Path(path_type=Path))
@click.argument("stacks", metavar="[STACK...]", nargs=-1)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="ASSEMBLY",
    help="Compare with this cloud assembly; without it, with the templates that are deployed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@outputs_option(required=False)
def diff(
    assembly: Path,
    stacks: tuple[str, ...],
    against: Path | None,
    as_json: bool,  # noqa: FBT001 - click calls it by name
    outputs: tuple[Path, ...],
) -> int:
    """Show what an app changes of the lineage, from its cloud assembly (cdk.out).

    Entities and associations are added, removed or changed; each with its members, and with what
    comes downstream of it.
    """
    try_out(outputs)
    after = assembly_lineage(assembly, stacks)
    found = compare(_base(assembly, stacks, against), after)
    if as_json:
        console.raw(json_document.render(found.graph))
    else:
        _print(found)
    write(found.graph, outputs)
    return FOUND if found.has_changes else OK


def _base(assembly: Path, stacks: tuple[str, ...], against: Path | None) -> DeclaredLineage:
    if against is None:
        every = assembly_stacks(assembly)
        return deployed_lineage(aws_session(), stacks or every, every)
    # A stack can be new: what is not in the base is not declared there.
    there = set(assembly_stacks(against))
    return assembly_lineage(against, [stack for stack in stacks if stack in there])


def _print(found: LineageDiff) -> None:
    told = changes(found.graph)
    console.line(f"{found.graph.title}: {counts(told) or 'no change'}", style="bold")
    print_changes(told)
    for old, new in found.moves.items():
        console.line(f"  moved: {old} is now declared by {new}; the artifact stays")
