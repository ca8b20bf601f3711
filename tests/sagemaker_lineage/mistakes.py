"""Declarations that break a rule, and what is reported about them.

Each test module has a table of those that the module which it tests finds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aws_cdk import SecretValue, Stack

from sagemaker_lineage import ArtifactSource


@dataclass
class Mistake:
    """The parameters of a construct, and the message that it gets, without the path."""

    given: dict[str, Any] | Callable[[Stack], dict[str, Any]]
    message: str

    def parameters(self, stack: Stack) -> dict[str, Any]:
        return self.given(stack) if callable(self.given) else self.given


def uri(text: Any, source_types: Any = ()) -> ArtifactSource:
    return ArtifactSource.from_uri(text, source_types)


def cut(text: str) -> str:
    """Return a long text as messages show it."""
    return f"{text[:60]!r}… ({len(text)} characters)"


def secret() -> SecretValue:
    return SecretValue.secrets_manager("churn")


SECRET_RULE = "expected no secret: whoever may read the lineage would read it"
