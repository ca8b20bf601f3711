"""Whether the policies of a principal allow a call.

MiniStack's evaluator decides. It is imported where there are policies to evaluate, and only there:
a service that enforces none runs without MiniStack.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lineage_local.service.caller import Caller
from lineage_local.service.permissions import Permission
from lineage_local.service.protocol.errors import ServiceError

Policy = Mapping[str, Any]


@dataclass(frozen=True)
class Principal:
    """Who calls, and what it may do.

    Parameters
    ----------
    arn
        E.g. ``arn:aws:sts::111122223333:assumed-role/role/function``.
    policies
        The documents of its identity-based policies.
    boundary
        The document of its permissions boundary, if it has one.
    """

    arn: str
    policies: Sequence[Policy]
    boundary: Policy | None = None

    @property
    def account(self) -> str:
        """The account that it is of, and acts in."""
        return self.arn.split(":")[4]


PrincipalOf = Callable[[Caller], Principal]


def authorize(principal: Principal, caller: Caller, permissions: Sequence[Permission]) -> None:
    """Refuse a call that the principal's policies do not allow.

    Raises
    ------
    ServiceError
        ``AccessDeniedException`` that names the first missing permission, in the words of AWS.
    """
    from ministack.core.iam_evaluator import (  # type: ignore[import-untyped] # noqa: PLC0415
        EvalContext,
        evaluate,
        parse_policy_document,
    )

    policies = [parse_policy_document(policy) for policy in principal.policies]
    boundary = [[parse_policy_document(principal.boundary)]] if principal.boundary else []
    for permission in permissions:
        context = EvalContext(
            principal_arn=principal.arn,
            principal_type="AssumedRole",
            principal_account=caller.account,
            action=permission.action,
            resource_arn=permission.resource,
            region=caller.region,
            request_tags=dict(permission.request_tags),
            service_context=_condition_keys(permission),
        )
        decision = evaluate(context, policies, *boundary).decision
        if decision != "Allow":
            raise _access_denied(principal, permission, is_explicit=decision == "Deny")


def _condition_keys(permission: Permission) -> dict[str, Any]:
    # The evaluator looks these up in lower case; None means that the key is not in the context,
    # which an empty list would not mean.
    keys: dict[str, Any] = {
        "aws:tagkeys": list(permission.tag_keys) or None,
        "sagemaker:taggingaction": permission.tagging_action,
    }
    for key, value in permission.resource_tags.items():
        keys[f"aws:resourcetag/{key}".lower()] = value
        keys[f"sagemaker:resourcetag/{key}".lower()] = value
    return keys


def _access_denied(
    principal: Principal, permission: Permission, *, is_explicit: bool
) -> ServiceError:
    reason = (
        "with an explicit deny in an identity-based policy"
        if is_explicit
        else f"because no identity-based policy allows the {permission.action} action"
    )
    return ServiceError(
        "AccessDeniedException",
        f"User: {principal.arn} is not authorized to perform: {permission.action} "
        f"on resource: {permission.resource} {reason}",
    )
