"""Releases an artifact: takes claims off it, and finds out whether nobody is left."""

import contextlib
import logging
from collections.abc import Callable, Mapping, Set
from typing import Any, NamedTuple

from ..cloudformation.physical_id import parse_unfinished
from ..cloudformation.request import Request
from ..ownership.claims import ADOPTED, CREATED, MARK, Claim, Ownership
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until, wait_for_running_request
from ..sagemaker.errors import GoneError
from ..sagemaker.model import Source
from .create import find_artifact
from .waits import wait_for_tags, wait_until_shown

logger = logging.getLogger(__name__)

# CloudFormation waits an hour at most for the response to a Create, and then sends its Delete.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
_UNANSWERED_CREATE_SECONDS = 70 * 60


class Orphan(NamedTuple):
    """An artifact that this library made and nobody claims any more: it is to be deleted."""

    arn: str
    tags: Mapping[str, str]


def release_declared(
    source: Callable[[], Source], request: Request[Any], api: LineageApi
) -> Orphan | None:
    """Take the claim of a resource that is deleted off its artifact; return it if nobody is left.

    Without an ARN, the artifact is found by its exact source, which only then is read from the
    properties, and only the claim of the Create that failed is taken off.
    """
    own = Claim.of(request)
    if arn := request.artifact_arn:
        with contextlib.suppress(GoneError):
            return _release(arn, wait_for_tags(arn, api), lambda claim: claim.key == own.key, api)
        return None
    if unfinished := parse_unfinished(request.physical_id):
        request_id, arn = unfinished
        return _release_late(
            arn or find_artifact(source(), api),
            lambda claim: claim.resource == own.key and claim.request_id == request_id,
            api,
        )
    # CloudFormation made the id up: the Create has not responded, and may still run.
    wait_for_running_request(api.deadline)
    return _release_late(
        find_artifact(source(), api),
        lambda claim: claim.key == own.key and claim.is_younger_than(_UNANSWERED_CREATE_SECONDS),
        api,
    )


def release_previous(source: Source, request: Request[Any], api: LineageApi) -> Orphan | None:
    """Take the claim off the artifact of a failed Update to another source, which may still run.

    It did not get to respond with the artifact's ARN; that of the physical id is another one. What
    the resource has claimed before that one stays: there it was, before a rollback was skipped.
    """
    own = Claim.of(request)
    wait_for_running_request(api.deadline)
    arn = find_artifact(source, api)
    if arn == request.artifact_arn:
        return None
    tags = api.list_tags(request.artifact_arn) if request.artifact_arn else None
    held = [claim for claim in Ownership.read(tags or {}).claims if claim.key == own.key]
    # Somebody may have deleted that artifact, and an earlier delivery has created it again.
    since = max((each.made for each in held if each.request_id != own.request_id), default="")
    return _release_late(arn, lambda claim: claim.key == own.key and claim.made >= since, api)


def _release_late(
    arn: str | None, is_released: Callable[[Claim], bool], api: LineageApi
) -> Orphan | None:
    """Release the claim of a request that did not get to see it, once it is shown.

    A request that is still running may have waited for its claim as well, and go on with it.
    """
    if arn is None:
        return None

    def is_shown(tags: Mapping[str, str]) -> bool:
        return any(map(is_released, Ownership.read(tags).claims))

    tags = api.list_tags(arn) or {}
    if not is_shown(tags):
        if poll_until(lambda: is_shown(api.list_tags(arn) or {}) or None, api.deadline):
            wait_for_running_request(api.deadline)
        tags = api.list_tags(arn) or {}
    return _release(arn, tags, is_released, api)


def _release(
    arn: str, tags: Mapping[str, str], is_released: Callable[[Claim], bool], api: LineageApi
) -> Orphan | None:
    claims = Ownership.read(tags).claims
    keys = {claim.key for claim in claims if is_released(claim)}
    if tags.get(MARK) == ADOPTED and len(keys) == len(claims):
        keys.add(MARK)
    # Without a mark the function's role may not change tags.
    if keys and MARK in tags:
        tags = _remove_tags(arn, keys, api)
    ownership = Ownership.read(tags)
    if ownership.mark == ADOPTED and not ownership.claims:
        # Another resource has left at the same moment.
        _remove_tags(arn, {MARK}, api)
    if ownership.mark == CREATED and not ownership.claims:
        return Orphan(arn, tags)
    logger.info({"event": "left in place", "arn": arn, "held by": ownership.holders()})
    return None


def _remove_tags(arn: str, keys: Set[str], api: LineageApi) -> Mapping[str, str]:
    api.delete_tags(arn, keys)
    return wait_until_shown(arn, lambda shown: not shown.keys() & keys, api)
