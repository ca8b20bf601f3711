"""Holds one resolved value to the rules of a text: its length, its lines, its pattern."""

import re

from .diagnostics import Diagnostics, text_rule
from .tokens import holds_secret, is_known

_LINE_BREAK = re.compile(r"[\r\n]")


def check_text(
    diagnostics: Diagnostics,
    member: str,
    value: object,
    maximum: int,
    minimum: int = 0,
    *,
    one_line: bool = False,
    required: bool = False,
) -> None:
    """Note a known value that is no string, too short or long, or has a line break, and a secret.

    Parameters
    ----------
    diagnostics
        Where the broken rule is noted.
    member
        The value's name in messages.
    value
        The resolved value.
    maximum, minimum
        How many characters it may have.
    one_line
        Whether a line break is refused.
    required
        Whether ``None`` is refused, which a late value can turn out to be.
    """
    if value is None:
        if required and not diagnostics.names(member):
            diagnostics.add(member, value, text_rule(value))
    elif holds_secret(value):
        diagnostics.add_secret(member, value)
    elif not is_known(value):
        return
    elif not isinstance(value, str):
        diagnostics.add(member, value, text_rule(value))
    elif not minimum <= len(value) <= maximum:
        length = f"at most {maximum}" if minimum == 0 else f"{minimum} to {maximum}"
        diagnostics.add(member, value, f"{length} characters")
    elif one_line and _LINE_BREAK.search(value):
        diagnostics.add(member, value, "no line break")


def is_arn(value: str, pattern: str, maximum: int) -> bool:
    """Return whether a text is an ARN of a pattern and of at most so many characters."""
    return len(value) <= maximum and re.fullmatch(pattern, value) is not None
