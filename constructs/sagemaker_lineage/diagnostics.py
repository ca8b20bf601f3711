"""Diagnostics: what is wrong with a declaration, in words for whoever wrote it."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from aws_cdk import SecretValue

from .tokens import is_token

_SHOWN = 60
"""A longer value is cut to this many characters in a message."""


@dataclass(frozen=True)
class Diagnostic:
    """One broken rule.

    Parameters
    ----------
    member
        The parameter that breaks it, as a Python user wrote it, for example
        ``properties['rows']``.
    received
        What was given, see `show`.
    rule
        What is allowed, to be read after "expected".
    """

    member: str
    received: str
    rule: str

    def at(self, path: str) -> str:
        """Return the message, which begins with the path of the construct."""
        return f"{path}: {self.member} is {self.received}; expected {self.rule}"


class Diagnostics:
    """Collects what is wrong with one declaration, so that all of it is reported at once.

    Parameters
    ----------
    found
        What is known to be wrong already.
    """

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found = list(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, member: str, value: object, rule: str) -> None:
        """Note that a member's value breaks a rule."""
        self.append(Diagnostic(member, show(value), rule))

    def add_secret(self, member: str, value: object) -> None:
        """Note a secret, which is refused everywhere: lineage is there to be read."""
        self.add(member, value, "no secret: whoever may read the lineage would read it")

    def append(self, found: Diagnostic) -> None:
        """Note what is wrong with a value that a message shows in a way of its own."""
        self._found.append(found)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Note what was found elsewhere."""
        self._found.extend(found)

    def text(self, member: str, value: object) -> str | None:
        """Return a string or token as it is; note anything else and return ``None``."""
        if isinstance(value, SecretValue):
            self.add_secret(member, value)
            return None
        if isinstance(value, str) or is_token(value):
            return value  # type: ignore[return-value]  # a token stands for a string
        self.add(member, value, text_rule(value))
        return None

    def names(self, member: str) -> bool:
        """Return whether something is wrong with a member already."""
        return any(each.member == member for each in self._found)

    def check(self, member: str, value: str, is_allowed: Callable[[str], bool], rule: str) -> None:
        """Note a value that is known and not allowed."""
        if not is_token(value) and not is_allowed(value):
            self.add(member, value, rule)


def show(value: object) -> str:
    """Return a value as a message shows it: cut when long, with its length or its type."""
    if is_token(value):
        return "a token"
    shown = repr(value)
    if isinstance(value, str):
        if len(value) <= _SHOWN:
            return shown
        return f"{value[:_SHOWN]!r}… ({len(value)} characters)"
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return f"{shown} ({type(value).__name__})"


def text_rule(value: object) -> str:
    """Return what is expected where something else than a string was given."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"a string, for example {str(value)!r}"
    if isinstance(value, bool | int | float):
        return f"a string, for example str({value!r})"
    return "a string"
