"""What the custom resources of this library have in common."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import jsii
from aws_cdk import Annotations, CustomResource, RemovalPolicy, Stack

from constructs import Construct, IValidation

from .diagnostics import Diagnostic, Diagnostics, show
from .provider import LineageProvider

_REMOVAL_POLICIES = (
    RemovalPolicy.DESTROY,
    RemovalPolicy.RETAIN,
    RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
)


def lineage_resource(
    scope: Construct,
    diagnostics: Diagnostics,
    *,
    resource_type: str,
    properties: Mapping[str, Any],
    removal_policy: RemovalPolicy,
    provider: LineageProvider,
) -> CustomResource:
    """Return the resource behind a construct, on a provider of its stack."""
    if removal_policy not in _REMOVAL_POLICIES:
        diagnostics.add(
            "removal_policy",
            removal_policy,
            "RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE",
        )
        removal_policy = RemovalPolicy.DESTROY
    resource = CustomResource(
        scope,
        "Resource",
        resource_type=resource_type,
        service_token=provider.service_token,
        service_timeout=provider.service_timeout,
        removal_policy=removal_policy,
        properties=properties,
    )
    # Where CDK looks for what an escape hatch or apply_removal_policy() changes.
    scope.node.default_child = resource.node.default_child
    return resource


def own_provider(
    scope: Construct, diagnostics: Diagnostics, provider: LineageProvider | None
) -> LineageProvider:
    """Return the provider that a construct uses: the one given, or its stack's own.

    Raises
    ------
    TypeError
        If `provider` is no `LineageProvider`.
    """
    if not isinstance(provider, LineageProvider | None):
        raise TypeError(
            f"{scope.node.path}: provider is {show(provider)}; expected a LineageProvider"
        )
    if provider and Stack.of(provider) is not Stack.of(scope):
        # Another stack's function would do, but the two could then be neither deployed nor
        # deleted on their own, and its role reaches no other account or region.
        diagnostics.add(
            "provider",
            provider.node.path,
            f"a LineageProvider in the same stack, {Stack.of(scope).node.path}",
        )
        provider = None
    return provider or LineageProvider.get_or_create(scope)


def report(construct: Construct, diagnostics: Iterable[Diagnostic]) -> None:
    """Report diagnostics as CDK's own constructs do: the CLI prints them and deploys nothing."""
    for diagnostic in diagnostics:
        Annotations.of(construct).add_error(diagnostic.at(construct.node.path))


@jsii.implements(IValidation)
class Validation:
    """Has something checked once tags and other late values are final.

    What is found is reported on the constructs. CDK would raise what is returned here, which a
    Python app shows as a traceback.

    Parameters
    ----------
    check
        Checks, and reports what is wrong.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check

    def validate(self) -> list[str]:
        """Check."""
        self._check()
        return []
