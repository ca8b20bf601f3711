"""What the custom resources of this library have in common."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import CustomResource, RemovalPolicy

from constructs import Construct

from .diagnostics import Diagnostics, show
from .provider import LineageProvider
from .stacks import stack_of

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
    if provider and stack_of(provider) is not stack_of(scope):
        # Another stack's function would do, but the two could then be neither deployed nor
        # deleted on their own, and its role reaches no other account or region.
        diagnostics.add(
            "provider",
            provider.node.path,
            f"a LineageProvider in the same stack, {stack_of(scope).node.path}",
        )
        provider = None
    return provider or LineageProvider.get_or_create(scope)
