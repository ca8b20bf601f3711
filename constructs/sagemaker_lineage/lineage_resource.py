"""What the custom resources of this library have in common."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import CfnResource, RemovalPolicy

from constructs import Construct

from .diagnostics import Diagnostics
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
) -> CfnResource:
    """Return the resource behind a construct, on the provider of its stack.

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
    provider = LineageProvider.get_or_create(scope)
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
