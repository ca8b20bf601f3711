r"""Lines for a POSIX shell that set the variables of an embedded cloud, and that undo it.

A variable that had a value is kept under another name, by the shell itself: a secret among them
is not printed.
"""

import shlex
from collections.abc import Mapping

CHANGED = "LINEAGE_LOCAL_VARIABLES"
"""The variable with the names of those that were changed."""

_BEFORE = "LINEAGE_LOCAL_BEFORE_"


def pointing_lines(settings: Mapping[str, str | None], current: Mapping[str, str]) -> str:
    """Return the lines that apply `settings` in bash, zsh or any POSIX shell.

    Parameters
    ----------
    settings
        A value for each variable to be set, None for each to be unset.
    current
        The environment of the shell.

    Examples
    --------
    >>> print(pointing_lines({"AWS_PROFILE": None}, {"AWS_PROFILE": "work"}))
    export LINEAGE_LOCAL_BEFORE_AWS_PROFILE="$AWS_PROFILE"
    unset AWS_PROFILE
    export LINEAGE_LOCAL_VARIABLES=AWS_PROFILE
    """
    changed = current.get(CHANGED, "").split()
    lines = []
    for name, value in settings.items():
        if name in current and name not in changed:
            lines.append(f'export {_BEFORE}{name}="${name}"')
        lines.append(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")
    names = dict.fromkeys([*changed, *settings])
    return "\n".join([*lines, f"export {CHANGED}={shlex.quote(' '.join(names))}"])


def undoing_lines(current: Mapping[str, str]) -> str:
    """Return the lines that undo what `pointing_lines` did; none if it did nothing.

    Parameters
    ----------
    current
        The environment of the shell.
    """
    changed = current.get(CHANGED, "").split()
    lines = []
    for name in changed:
        before = f"{_BEFORE}{name}"
        if before in current:
            lines += [f'export {name}="${before}"', f"unset {before}"]
        else:
            lines.append(f"unset {name}")
    return "\n".join([*lines, f"unset {CHANGED}"]) if changed else ""
