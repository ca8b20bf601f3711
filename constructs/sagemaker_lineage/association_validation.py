"""Holds the resolved properties of an association to the limits of SageMaker's API."""

from collections.abc import Mapping
from typing import Any

from aws_cdk.interfaces import ResourceEnvironment

from . import limits
from .diagnostics import Diagnostic, Diagnostics
from .lineage_entity import AssociatedEntity
from .text_validation import check_text, is_arn
from .tokens import holds_secret, is_known, is_token


def check_association(diagnostics: Diagnostics, resolved: Mapping[str, Any]) -> None:
    """Note every rule that the resolved properties of an association break."""
    association_type = resolved.get("AssociationType")
    if holds_secret(association_type):
        diagnostics.add_secret("association_type", association_type)
    elif (
        association_type is not None
        and is_known(association_type)
        and association_type not in limits.ASSOCIATION_TYPES
    ):
        diagnostics.add(
            "association_type", association_type, f"one of {', '.join(limits.ASSOCIATION_TYPES)}"
        )


def check_entity(
    diagnostics: Diagnostics,
    member: str,
    entity: AssociatedEntity,
    resolved_arn: object,
    environment: ResourceEnvironment,
) -> None:
    """Note a source or destination that the function's role is known not to reach."""
    if entity.construct:
        found_in = entity.construct.env
        region, account = found_in.region, found_in.account
    elif not isinstance(resolved_arn, str) or not is_known(resolved_arn):
        check_text(diagnostics, member, resolved_arn, limits.ENTITY_ARN_MAX, required=True)
        return
    elif is_arn(resolved_arn, limits.ENTITY_ARN_PATTERN, limits.ENTITY_ARN_MAX):
        region, account = resolved_arn.split(":")[3:5]
    else:
        diagnostics.add(
            member,
            resolved_arn,
            f"an ARN arn:<partition>:sagemaker:<region>:<account>:<kind>/<id> of at most "
            f"{limits.ENTITY_ARN_MAX} characters, whose kind is artifact, action, context, "
            f"experiment or experiment-trial-component",
        )
        return
    for kind, found, own in (
        ("region", region, environment.region),
        ("account", account, environment.account),
    ):
        if not is_token(found) and not is_token(own) and found != own:
            diagnostics.append(
                Diagnostic(
                    member,
                    entity.shown,
                    f"one in the stack's own {kind}, {own}: the function's role reaches no other",
                )
            )
