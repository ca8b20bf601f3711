"""What a source is once tokens are resolved, comparable with the sources of other stacks."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_cdk import Stack

from .stacks import resolve_all
from .tokens import as_text

_SAME_IN_ENVIRONMENT = "AWS::(?:AccountId|Partition|Region|URLSuffix)"
_OF_A_STACK = re.compile(
    rf'"Ref": "(?!{_SAME_IN_ENVIRONMENT}")'
    rf"|\$\{{(?!{_SAME_IN_ENVIRONMENT}\}})"
    r'|"Fn::(?!(?:Join|Sub|ImportValue)")'
)
"""What makes a resolved value another one in each stack of an account and region."""

_OF_THE_STACK_ITSELF = "AWS::Stack"
"""Begins the pseudo parameters that are one token for all stacks, and another value in each."""


@dataclass(frozen=True, eq=False)
class IdentifiedSource:
    """A source, by what tells it from others.

    Parameters
    ----------
    stack
        The stack that declares it.
    environment
        Account and region of the stack, alike for all stacks that leave them open.
    uri, types
        Equal for two sources of an environment whose URI and source types are known to be equal.
    shown
        The resolved URI.
    """

    stack: Stack
    environment: str
    uri: str
    types: frozenset[str]
    shown: Any


def identify(sources: Sequence[tuple[Stack, Mapping[str, Any]]]) -> list[IdentifiedSource | None]:
    """Return what tells sources from each other, and ``None`` for one without a URI.

    Parameters
    ----------
    sources
        Stacks, each with the rendered ``ArtifactSource`` of an artifact in it, tokens included.
    """
    environments = {stack: stack.environment for stack in {stack for stack, _ in sources}}
    identities = _Identities()
    return [
        identities.of_source(stack, environments[stack], source, resolved)
        for (stack, source), resolved in zip(sources, resolve_all(sources), strict=True)
    ]


class _Identities:
    """Texts that are equal where values are known to be equal."""

    def __init__(self) -> None:
        self._first_tokens: dict[tuple[Stack, str], str] = {}

    def of_source(
        self, stack: Stack, environment: str, source: Mapping[str, Any], resolved: Mapping[str, Any]
    ) -> IdentifiedSource | None:
        uri = resolved.get("SourceUri")
        if uri is None:
            return None
        types = zip(source.get("SourceTypes", []), resolved.get("SourceTypes", []), strict=True)
        return IdentifiedSource(
            stack,
            environment,
            self._of(stack, source["SourceUri"], uri),
            frozenset(
                f"{now.get('SourceIdType')} {self._of(stack, given['Value'], now.get('Value'))}"
                for given, now in types
            ),
            uri,
        )

    def _of(self, stack: Stack, given: Any, resolved: Any) -> str:
        text = json.dumps(resolved, sort_keys=True)
        if isinstance(resolved, str) or not _OF_A_STACK.search(text):
            return text
        if _OF_THE_STACK_ITSELF in text:
            return f"{text} of {stack.node.path}"
        # A reference resolves to something else in each stack, but is one token in all of them.
        return self._first_tokens.setdefault((stack, text), as_text(given))
