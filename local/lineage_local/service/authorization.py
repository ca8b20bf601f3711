"""What a call needs permission for, and whether policies give it.

Which operation acts on which resources, and which condition keys there are, is from the Service
Authorization Reference, "Actions, resources, and condition keys for Amazon SageMaker". How
policies are evaluated is MiniStack's knowledge.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ministack.core.iam_evaluator import (  # type: ignore[import-untyped]
    EvalContext,
    evaluate,
    parse_policy_document,
)

from lineage_local.service import artifacts, named
from lineage_local.service.caller import Caller
from lineage_local.service.errors import ServiceError
from lineage_local.service.named import NamedKind

Policy = Mapping[str, Any]


@dataclass(frozen=True)
class Principal:
    """Who acts, and what it may do.

    Parameters
    ----------
    arn
        Who acts, e.g. ``arn:aws:sts::111122223333:assumed-role/role/function``.
    policies
        The documents of its identity-based policies.
    boundary
        The document of its permissions boundary, if it has one.
    """

    arn: str
    policies: Sequence[Policy]
    boundary: Policy | None = None


@dataclass(frozen=True)
class Access:
    """One permission that a call needs.

    Parameters
    ----------
    action
        E.g. ``sagemaker:AddTags``.
    resource
        An ARN, or ``*`` for an action that knows no resource.
    resource_tags
        The tags that the resource has: ``aws:ResourceTag/<key>``.
    request_tags
        The tags that the request gives: ``aws:RequestTag/<key>``.
    tag_keys
        The keys of the tags that the request names: ``aws:TagKeys``.
    tagging_action
        The action that tags while it creates: ``sagemaker:TaggingAction``.
    """

    action: str
    resource: str
    resource_tags: Mapping[str, str] = field(default_factory=dict)
    request_tags: Mapping[str, str] = field(default_factory=dict)
    tag_keys: Sequence[str] = ()
    tagging_action: str | None = None


def needed(
    caller: Caller,
    operation: str,
    request: Mapping[str, Any],
    tags_of: Callable[[str], Mapping[str, str]],
) -> Iterator[Access]:
    """Give what a call needs permission for.

    Parameters
    ----------
    caller, operation, request
        The call.
    tags_of
        Gives the tags of the resource that an ARN names, none if there is no such resource.

    Examples
    --------
    A create that carries tags needs a second permission on what it creates:

    >>> request = {"ContextName": "c", "Tags": [{"Key": "team", "Value": "ml"}], ...}
    >>> [access.action for access in needed(caller, "CreateContext", request, tags_of)]
    ['sagemaker:CreateContext', 'sagemaker:AddTags']
    """
    request_tags = {tag["Key"]: tag["Value"] for tag in request.get("Tags", [])}
    tag_keys = [*request_tags, *request.get("TagKeys", [])]
    resources = _RESOURCES.get(operation, _everything)
    for resource in resources(caller, request):
        tags = tags_of(resource)
        yield Access(f"sagemaker:{operation}", resource, tags, request_tags, tag_keys)
        if operation.startswith("Create") and request_tags:
            # "AddTags" is the dependent action of each create in the reference.
            yield Access("sagemaker:AddTags", resource, tags, request_tags, tag_keys, operation)


def check(principal: Principal, caller: Caller, accesses: Sequence[Access]) -> None:
    """Refuse a call that its caller's policies do not allow.

    Raises
    ------
    ServiceError
        ``AccessDeniedException`` that names what is missing first, in the words of AWS.
    """
    policies = [parse_policy_document(policy) for policy in principal.policies]
    limits = [[parse_policy_document(principal.boundary)]] if principal.boundary else []
    for access in accesses:
        result = evaluate(_context(principal, caller, access), policies, *limits)
        if result.decision != "Allow":
            raise _denied(principal, access, explicitly=result.decision == "Deny")


def _context(principal: Principal, caller: Caller, access: Access) -> EvalContext:
    # The evaluator looks these up in lower case; None means that the key is not there, which an
    # empty list would not.
    keys: dict[str, Any] = {
        "aws:tagkeys": list(access.tag_keys) or None,
        "sagemaker:taggingaction": access.tagging_action,
    }
    for key, value in access.resource_tags.items():
        keys[f"aws:resourcetag/{key}".lower()] = value
        keys[f"sagemaker:resourcetag/{key}".lower()] = value
    return EvalContext(
        principal_arn=principal.arn,
        principal_type="AssumedRole",
        principal_account=caller.account,
        action=access.action,
        resource_arn=access.resource,
        region=caller.region,
        request_tags=dict(access.request_tags),
        service_context=keys,
    )


def _denied(principal: Principal, access: Access, *, explicitly: bool) -> ServiceError:
    reason = (
        "with an explicit deny in an identity-based policy"
        if explicitly
        else f"because no identity-based policy allows the {access.action} action"
    )
    return ServiceError(
        "AccessDeniedException",
        f"User: {principal.arn} is not authorized to perform: {access.action} "
        f"on resource: {access.resource} {reason}",
    )


Resources = Callable[[Caller, Mapping[str, Any]], list[str]]


def _everything(_caller: Caller, _request: Mapping[str, Any]) -> list[str]:
    return ["*"]


def _artifact(caller: Caller, request: Mapping[str, Any]) -> list[str]:
    if "ArtifactArn" in request:
        return [request["ArtifactArn"]]
    # DeleteArtifact without either is refused for that.
    return [artifacts.arn_of(caller, request["Source"])] if "Source" in request else []


def _named(kind: NamedKind, caller: Caller, request: Mapping[str, Any]) -> list[str]:
    return [named.arn_of(kind, caller, request[f"{kind}Name"])]


def _ends(_caller: Caller, request: Mapping[str, Any]) -> list[str]:
    return [request["SourceArn"], request["DestinationArn"]]


def _tagged(_caller: Caller, request: Mapping[str, Any]) -> list[str]:
    return [request["ResourceArn"]]


_VERBS = ("Create", "Describe", "Update", "Delete")
_NAMED_KINDS: tuple[NamedKind, ...] = ("Action", "Context")

# What is not here, the list calls and QueryLineage, is allowed on everything or not at all.
_RESOURCES: dict[str, Resources] = {
    **{f"{verb}Artifact": _artifact for verb in _VERBS},
    **{f"{verb}{kind}": partial(_named, kind) for verb in _VERBS for kind in _NAMED_KINDS},
    "AddAssociation": _ends,
    "DeleteAssociation": _ends,
    "AddTags": _tagged,
    "DeleteTags": _tagged,
    "ListTags": _tagged,
}
