"""Which permissions a call needs.

Which operation acts on which resources, and which condition keys there are, is from the Service
Authorization Reference, "Actions, resources, and condition keys for Amazon SageMaker".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lineage_local.service.operations import actions_and_contexts, artifacts, trial_components
from lineage_local.service.operations.actions_and_contexts import NamedKind
from lineage_local.service.operations.call import Call
from lineage_local.service.store import now
from lineage_local.service.tag_writes import TagLags


@dataclass(frozen=True)
class Permission:
    """One permission that a call needs.

    Parameters
    ----------
    action
        E.g. ``sagemaker:AddTags``.
    resource
        An ARN, or ``*`` for an action without resource types.
    resource_tags
        The tags that the resource has: ``aws:ResourceTag/<key>``.
    request_tags
        The tags in the request: ``aws:RequestTag/<key>``.
    tag_keys
        The keys of the tags that the request names: ``aws:TagKeys``.
    tagging_action
        The create that the tags come with: ``sagemaker:TaggingAction``.
    """

    action: str
    resource: str
    resource_tags: Mapping[str, str] = field(default_factory=dict)
    request_tags: Mapping[str, str] = field(default_factory=dict)
    tag_keys: Sequence[str] = ()
    tagging_action: str | None = None


def required_permissions(
    call: Call, operation: str, request: Mapping[str, Any]
) -> Iterator[Permission]:
    """Yield the permissions that a call needs, by the tags that IAM sees on its resources.

    Examples
    --------
    A create with tags needs a second permission on what it creates:

    >>> request = {"ContextName": "c", "Tags": [{"Key": "team", "Value": "ml"}], ...}
    >>> [each.action for each in required_permissions(call, "CreateContext", request)]
    ['sagemaker:CreateContext', 'sagemaker:AddTags']
    """
    request_tags = {tag["Key"]: tag["Value"] for tag in request.get("Tags", [])}
    tag_keys = [*request_tags, *request.get("TagKeys", [])]
    for resource in _RESOURCES.get(operation, _everything)(call, request):
        tags = _resource_tags(call, resource)
        yield Permission(f"sagemaker:{operation}", resource, tags, request_tags, tag_keys)
        if operation.startswith("Create") and request_tags:
            # "AddTags" is the dependent action of each create in the reference.
            yield Permission("sagemaker:AddTags", resource, tags, request_tags, tag_keys, operation)


def _resource_tags(call: Call, arn: str) -> Mapping[str, str]:
    if arn not in call.scope.entities.records:
        return {}
    lag = call.behaviour.iam_tag_lag_seconds
    lags: TagLags = {
        "create": lag,
        "add": lag,
        "delete": lag,
        "clean_up": call.behaviour.tag_cleanup_lag_seconds,
    }
    return call.scope.tags.of(arn).shown(now(), lags)


Resources = Callable[[Call, Mapping[str, Any]], list[str]]


def _everything(_call: Call, _request: Mapping[str, Any]) -> list[str]:
    return ["*"]


def _artifact(call: Call, request: Mapping[str, Any]) -> list[str]:
    if "ArtifactArn" in request:
        return [request["ArtifactArn"]]
    # A DeleteArtifact without either is refused by the operation.
    return [artifacts.arn_of(call, request["Source"])] if "Source" in request else []


def _action_or_context(kind: NamedKind, call: Call, request: Mapping[str, Any]) -> list[str]:
    return [actions_and_contexts.arn_of(kind, call, request[f"{kind}Name"])]


def _source_and_destination(_call: Call, request: Mapping[str, Any]) -> list[str]:
    return [request["SourceArn"], request["DestinationArn"]]


def _trial_component(call: Call, request: Mapping[str, Any]) -> list[str]:
    return [trial_components.arn_of(call, request["TrialComponentName"])]


def _tagged(_call: Call, request: Mapping[str, Any]) -> list[str]:
    return [request["ResourceArn"]]


_VERBS = ("Create", "Describe", "Update", "Delete")
_NAMED_KINDS: tuple[NamedKind, ...] = ("Action", "Context")

# The other operations, the list calls and QueryLineage, have no resource types.
_RESOURCES: dict[str, Resources] = {
    **{f"{verb}Artifact": _artifact for verb in _VERBS},
    **{
        f"{verb}{kind}": partial(_action_or_context, kind)
        for verb in _VERBS
        for kind in _NAMED_KINDS
    },
    "AddAssociation": _source_and_destination,
    "DeleteAssociation": _source_and_destination,
    "DescribeTrialComponent": _trial_component,
    "AddTags": _tagged,
    "DeleteTags": _tagged,
    "ListTags": _tagged,
}
