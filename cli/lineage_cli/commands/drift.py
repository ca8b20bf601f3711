"""``sagemaker-lineage drift``: what differs between stacks and SageMaker."""

from pathlib import Path

import click

from lineage_graph.comparisons.drift import LineageDrift
from lineage_graph.comparisons.drift import drift as compare
from lineage_graph.comparisons.finding import DriftFinding, FindingKind

from .. import console
from ..drift_document import document
from ..exit_codes import FOUND, OK
from ..output import outputs_option, try_out, write
from ..session import aws_session

_EPILOG = """\
\b
Examples:
  sagemaker-lineage drift Training Evaluation
  sagemaker-lineage drift Training --json | jq '.findings[] | select(.drift)'
  sagemaker-lineage drift Training --output drift.html

Exit codes: 0 no drift, 1 drift, 2 an error.
"""
_STYLES = {
    FindingKind.MISSING: "red",
    FindingKind.DIFFERENT: "yellow",
    FindingKind.KEPT: "dim",
    FindingKind.BESIDE: "dim",
    FindingKind.NOT_COMPARED: "dim",
}


@click.command(epilog=_EPILOG)
@click.argument("stacks", metavar="STACK...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, see docs/drift.schema.json.")
@outputs_option(required=False)
def drift(
    stacks: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 - click calls it by name
    outputs: tuple[Path, ...],
) -> int:
    """Show what differs between what deployed stacks declare and what SageMaker has.

    What others have added beside the declaration is shown, and is no drift.
    """
    try_out(outputs)
    found = compare(stacks, session=aws_session(), report=console.progress)
    if as_json:
        console.document(document(found))
    else:
        _print(found)
    write(found.graph, outputs)
    return FOUND if found.is_found else OK


def _print(found: LineageDrift) -> None:
    drifted = [each for each in found.findings if each.kind.is_drift]
    others = [each for each in found.findings if not each.kind.is_drift]
    console.line(_summary(found, drifted), style="bold")
    if drifted:
        console.table(("resource", "what", "member", "declared", "in SageMaker"), _rows(drifted))
    for remark in dict.fromkeys(each.remark for each in drifted):
        healed = dict.fromkeys(str(each.by) for each in drifted if each.remark == remark)
        console.line(f"To heal {', '.join(healed)}: {remark}")
    if others:
        console.line()
        console.line("No drift:", style="bold")
        for each in others:
            console.line(f"  {_text(each)}", style="dim")


def _summary(found: LineageDrift, drifted: list[DriftFinding]) -> str:
    names = ", ".join(found.stacks)
    not_compared = sum(each.kind is FindingKind.NOT_COMPARED for each in found.findings)
    count = len({each.by for each in drifted})
    head = f"{count} of {found.resources} resources have drifted" if count else "no drift"
    rest = f", {not_compared} members not compared" if not_compared else ""
    return f"{names}: {head}{rest}"


def _rows(findings: list[DriftFinding]) -> list[tuple[console.Cell, ...]]:
    return [
        (
            str(each.by),
            (f"{each.subject}: {each.kind.value}", _STYLES[each.kind]),
            each.member,
            "" if each.declared is None else each.declared,
            "" if each.actual is None else each.actual,
        )
        for each in findings
    ]


def _text(finding: DriftFinding) -> str:
    values = [
        f"declared {finding.declared}" if finding.declared is not None else "",
        f"in SageMaker {finding.actual}" if finding.actual is not None else "",
    ]
    what = f"{finding.subject}: {finding.member}" if finding.member else finding.subject
    details = ", ".join(value for value in values if value)
    shown = f"{what} ({details})" if details else what
    return f"{finding.kind.value}: {shown}: {finding.remark}"
