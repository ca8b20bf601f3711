"""Artifacts of an app that meet at deployment: those on one source, or on one URI.

A source identifies an artifact in an account and region. Whether the URI alone does so, or the URI
with its source types, AWS leaves open: "There can be only one artifact with a unique SourceUri"
says the SageMaker Developer Guide (Lineage Tracking Entities), while the SageMaker Python SDK
tells artifacts of one URI by their source types (``serve/utils/lineage_utils.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from aws_cdk import CfnResource, Stack

from constructs import IConstruct

from .diagnostics import Diagnostic, show
from .source_identity import IdentifiedSource, identify

SAME_URI = "cdk-sagemaker-lineage:same-uri"
"""The id by which a warning of two artifacts on one URI can be acknowledged."""

SHARED_SOURCE = "cdk-sagemaker-lineage:shared-source"
"""The id by which a warning of two artifacts on one source can be acknowledged."""


_ONE_FOR_EACH = "another one than that of {path}: SageMaker holds one artifact for each source"
_OTHER_CONDITION = (
    f"{_ONE_FOR_EACH}; acknowledge this warning if their conditions are never true together"
)
_OTHER_STACK = (
    f"{_ONE_FOR_EACH}, and the deployment of the second stack fails; set "
    f"on_existing=OnExisting.ADOPT in both, or declare it once and use Artifact.from_artifact_arn "
    f"in the other stack"
)
_NATIVE = (
    f"{_ONE_FOR_EACH}, and CloudFormation's own type shares it with no other resource, and deletes "
    f"it whoever claims it; declare it once"
)
_OTHER_TYPES = (
    "another URI than that of {path}, whose source types are others: AWS leaves open whether the "
    "URI alone identifies an artifact, and if it does, the deployment of the second one fails; "
    "declare one of the two, or write the version into the URI, or acknowledge this warning"
)


@dataclass(frozen=True, eq=False)
class DeclaredSource:
    """A source, and the construct that declares it.

    Parameters
    ----------
    construct
        An artifact of this library, or an ``AWS::SageMaker::Artifact``.
    stack
        The construct's stack.
    source
        The rendered ``ArtifactSource`` of the API, with its tokens.
    adopts
        Whether the construct adopts an artifact that is there already.
    """

    construct: IConstruct
    stack: Stack
    source: Mapping[str, Any]
    adopts: bool = False

    @property
    def is_native(self) -> bool:
        """Whether it is CloudFormation's own type that declares the source."""
        return isinstance(self.construct, CfnResource)

    @property
    def condition(self) -> str | None:
        """The path of the condition under which the source is declared."""
        resource = self.construct if self.is_native else self.construct.node.default_child
        condition = resource.cfn_options.condition  # type: ignore[union-attr]  # it is a resource
        return condition.node.path if condition else None


@dataclass(frozen=True, eq=False)
class SharedSource:
    """What is to be said about a source that meets another one.

    Parameters
    ----------
    construct
        The construct that declares it, which is of this library.
    diagnostic
        What is wrong.
    warning
        The warning's id; ``None`` for an error.
    """

    construct: IConstruct
    diagnostic: Diagnostic
    warning: str | None


def shared_sources(declared: Sequence[DeclaredSource]) -> Iterator[SharedSource]:
    """Yield what is wrong with the sources of an app: for each of them, the first of each kind.

    Parameters
    ----------
    declared
        All sources in the order of the construct tree. Of two that meet, the later is reported.
    """
    on_uri: dict[tuple[str, str], list[_Identified]] = {}
    sources = identify([(each.stack, each.source) for each in declared])
    for each, source in zip(declared, sources, strict=True):
        if source is None:
            continue
        identified = _Identified(each, source)
        earlier = on_uri.setdefault((source.environment, source.uri), [])
        first: dict[str | None, SharedSource] = {}
        for other in earlier:
            if shared := _meeting(other, identified):
                first.setdefault(shared.warning, shared)
        yield from first.values()
        earlier.append(identified)


class _Identified(NamedTuple):
    declared: DeclaredSource
    source: IdentifiedSource


def _meeting(earlier: _Identified, later: _Identified) -> SharedSource | None:
    """Return what is to be said about two sources on one URI in an account and region."""
    other, told = earlier.declared, later.declared
    if told.is_native:
        other, told = told, other
    if told.is_native:
        return None
    warning: str | None = SHARED_SOURCE
    if earlier.source.types != later.source.types:
        rule, warning = _OTHER_TYPES, SAME_URI
    elif other.is_native:
        rule = _NATIVE
    elif told.stack is not other.stack:
        if told.adopts or other.adopts:
            return None
        rule = _OTHER_STACK
    elif told.condition != other.condition:
        rule = _OTHER_CONDITION
    else:
        rule, warning = _ONE_FOR_EACH, None
    diagnostic = Diagnostic(
        "source", show(later.source.shown), rule.format(path=other.construct.node.path)
    )
    return SharedSource(told.construct, diagnostic, warning)
