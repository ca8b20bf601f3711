"""``sagemaker-lineage sweep``: leftovers of stacks that are gone."""

from typing import Any

import click
from botocore.exceptions import ClientError

from .. import console
from ..account.artifacts import AccountArtifacts
from ..account.leftovers import AccountOwnership, Leftover, account_ownership
from ..account.living_stacks import living_stacks
from ..account.pace import CallPace
from ..account.removal import remove
from ..exit_codes import FOUND, OK
from ..options import pace_option
from ..session import aws_session

_EPILOG = """\
\b
Examples:
  sagemaker-lineage sweep                     what would be deleted, and why
  sagemaker-lineage sweep --delete --pace 2

Exit codes: 0 there is no leftover (any more), 1 there are leftovers, 2 an error. What is stopped
in the middle goes on where it was when it is run again.
"""


@click.command(epilog=_EPILOG)
@click.option("--delete", is_flag=True, help="Delete the leftovers; without it they are shown.")
@pace_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def sweep(
    delete: bool,  # noqa: FBT001 - click calls it by name
    pace: float,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Find artifacts that this library has marked and no living stack claims.

    Artifacts and the records of associations stay when they are retained, or when a stack is
    deleted without its function. Those that this library created are deleted with their
    associations; those that it adopted lose its tags, and stay. What is not marked, or what a
    living stack of the account and region claims, is never touched.
    """
    session = aws_session()
    artifacts = AccountArtifacts(session, CallPace(pace))
    with console.waiting("reading artifacts and their tags"):
        found = [(each, artifacts.tags(each.arn) or {}) for each in artifacts.all()]
    # After the tags: a stack whose claim was seen is among them.
    owned = account_ownership(found, living_stacks(session))
    if not delete:
        _show(owned, len(found), as_json=as_json)
        return FOUND if owned.leftovers else OK
    left = _delete(owned, artifacts, as_json=as_json)
    return FOUND if left else OK


def _show(owned: AccountOwnership, count: int, *, as_json: bool) -> None:
    if as_json:
        console.document({"leftovers": [_document(each) for each in owned.leftovers]})
        return
    console.line(
        f"{len(owned.leftovers)} leftovers among {count} artifacts;"
        f" {len(owned.living)} are claimed by a living stack",
        style="bold",
    )
    if owned.leftovers:
        header = ("action", "artifact", "type", "source", "held by", "claimed", "why")
        console.table(header, [_row(each) for each in owned.leftovers])
        console.line("Nothing was changed; --delete deletes them.")


def _delete(owned: AccountOwnership, artifacts: AccountArtifacts, *, as_json: bool) -> int:
    left = 0
    done: list[dict[str, Any]] = []
    for each in owned.leftovers:
        try:
            reason = remove(each, owned, artifacts)
        except ClientError as error:
            reason = str(error)
        left += reason is not None
        done.append({**_document(each), "left": reason})
        if not as_json:
            what = f"left, {reason}" if reason else f"{each.action.value}d"
            console.line(f"{what}: {each.artifact.arn} {each.artifact.source_uri}")
    if as_json:
        console.document({"leftovers": done})
    else:
        console.line(f"{len(done) - left} of {len(done)} leftovers are gone", style="bold")
    return left


def _row(each: Leftover) -> tuple[str, ...]:
    artifact = each.artifact
    return (
        each.action.value,
        artifact.name or artifact.arn.rpartition("/")[2],
        artifact.type,
        artifact.source_uri,
        ", ".join(each.held_by) or "nobody",
        each.claimed,
        each.reason,
    )


def _document(each: Leftover) -> dict[str, Any]:
    return {
        "action": each.action.value,
        "arn": each.artifact.arn,
        "name": each.artifact.name,
        "type": each.artifact.type,
        "source_uri": each.artifact.source_uri,
        "created": each.artifact.created.isoformat(),
        "held_by": list(each.held_by),
        "claimed": each.claimed,
        "reason": each.reason,
    }
