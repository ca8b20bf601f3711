"""Changes of a comparison, printed line by line."""

from collections.abc import Iterable

from lineage_graph import LineageStatus
from lineage_graph.model import Difference
from lineage_graph.renderings.changes import LineageChange

from . import console

_SIGNS = {
    LineageStatus.ADDED: ("+", "green"),
    LineageStatus.CHANGED: ("~", "yellow"),
    LineageStatus.MISSING: ("!", "red"),
    LineageStatus.REMOVED: ("-", "red"),
}
_NAMES = 8


def print_changes(found: Iterable[LineageChange]) -> None:
    """Print each change with its members, what is to be said, and what comes downstream."""
    for change in found:
        sign, style = _SIGNS[change.status]
        console.line(f"{sign} {change.status.value}: {change.subject}", style)
        for each in change.differences:
            console.line(f"    {_difference(each)}")
        for note in change.notes:
            console.line(f"    {note}", style="dim")
        if change.downstream:
            console.line(f"    downstream: {_names(change.downstream)}", style="dim")


def _difference(difference: Difference) -> str:
    if difference.before is None:
        return f"{difference.member}: {difference.after} (added)"
    if difference.after is None:
        return f"{difference.member}: {difference.before} (removed)"
    return f"{difference.member}: {difference.before} → {difference.after}"


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" and {more} more" if more > 0 else "")
