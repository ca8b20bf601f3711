"""What is wrong with a declaration, in words for whoever wrote it."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_cdk import Token

from constructs import Construct

_SHOWN = 60
"""A longer value is cut to this many characters in a message."""


@dataclass(frozen=True)
class Problem:
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
        """Give the message, which begins with the path of the construct."""
        return f"{path}: {self.member} is {self.received}; expected {self.rule}"


def show(value: object) -> str:
    """Show a value in a message: cut when long, with its length or its type."""
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


def is_token(value: object) -> bool:
    """Tell whether a value is known only when the app is synthesised or deployed."""
    if isinstance(value, str | int | float):
        return bool(Token.is_unresolved(value))
    # CDK takes whatever can resolve for a token, and so a stack.
    return (
        hasattr(value, "__jsii_ref__")
        and not isinstance(value, Construct)
        and bool(Token.is_unresolved(value))
    )


def text_rule(value: object) -> str:
    """Say what is wanted where there should have been a string."""
    if isinstance(value, bool | int | float):
        return f"a string, for example str({value!r})"
    return "a string"


class Problems:
    """Collects what is wrong with one declaration, so that all of it is reported at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, member: str, value: object, rule: str) -> None:
        """Note that a member's value breaks a rule."""
        self.found.append(Problem(member, show(value), rule))

    def text(self, member: str, value: object) -> str | None:
        """Pass a string or token on; anything else is a problem and becomes ``None``."""
        if isinstance(value, str) or is_token(value):
            return value  # type: ignore[return-value]  # a token stands for a string
        self.add(member, value, text_rule(value))
        return None

    def check(self, member: str, value: str, is_allowed: Callable[[str], bool], rule: str) -> None:
        """Note a problem when a value is known and not allowed."""
        if not is_token(value) and not is_allowed(value):
            self.add(member, value, rule)
