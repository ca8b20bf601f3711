"""``sagemaker-lineage quota``: how much of each quota is used, and by whom."""

from collections.abc import Mapping

import click

from .. import console
from ..account.pace import CallPace
from ..account.quotas import quotas
from ..account.usage import Usage, records, usage
from ..exit_codes import OK
from ..options import pace_option
from ..session import aws_session

_EPILOG = """\
\b
Examples:
  sagemaker-lineage quota
  sagemaker-lineage quota --json | jq .used.artifacts

What SageMaker makes by itself for jobs is counted here, and not by the quota.
"""


@click.command(epilog=_EPILOG)
@pace_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def quota(pace: float, as_json: bool) -> int:  # noqa: FBT001 - click calls it by name
    """Show how many lineage entities there are, of how many, and which stacks declare them."""
    session = aws_session()
    with console.waiting("counting entities"):
        found = usage(session, CallPace(pace))
    limits = quotas(session)
    if as_json:
        console.document(
            {
                "used": dict(found.counts),
                "quota": {kind: limit for kind, (limit, _) in limits.items()},
                "source": {kind: source for kind, (_, source) in limits.items()},
                "artifacts_by_stack": dict(found.by_holder),
                "artifacts_by_type": dict(found.by_type),
            }
        )
    else:
        _print(found, limits)
    return OK


def _print(found: Usage, limits: Mapping[str, tuple[int, str]]) -> None:
    rows = [
        (kind, str(count), str(limit), f"{count / limit:.0%}" if limit else "", source)
        for kind, count in found.counts.items()
        for limit, source in [limits[kind]]
    ]
    console.table(("entities", "used", "quota", "share", "quota from"), rows)
    console.line(f"{records(found)} of the artifacts are records of associations.")
    for title, counts in (("stack", found.by_holder), ("type", found.by_type)):
        console.line()
        console.table((title, "artifacts"), [(name, str(count)) for name, count in counts.items()])
