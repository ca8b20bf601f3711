"""What the custom resources of this library have in common."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import CfnResource, RemovalPolicy

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
) -> CfnResource:
    """Return the resource behind a construct, on a provider of its stack.

    CDK takes it for the construct's default child, by its id. A ``CustomResource`` has another one
    below itself, and CDK's process would have to be asked for that, and told of it.
    """
    if removal_policy not in _REMOVAL_POLICIES:
        diagnostics.add(
            "removal_policy",
            removal_policy,
            "RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE",
        )
        removal_policy = RemovalPolicy.DESTROY
    resource = CfnResource(
        scope,
        "Resource",
        type=resource_type,
        properties={
            "ServiceToken": provider.service_token,
            "ServiceTimeout": str(provider._service_timeout_seconds),
            **properties,
        },
    )
    resource.apply_removal_policy(removal_policy)
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
