"""Claims an artifact that is there already, if the resource may have it."""

import logging
from collections.abc import Mapping
from typing import Any

from ..cloudformation.request import ArtifactRequest, Request
from ..ownership.claims import ADOPTED, MARK, Claim, Ownership
from ..ownership.conflicts import check_artifact_holder, check_artifact_type
from ..ownership.holders import Holder, holder_of, is_own
from ..sagemaker.client import LineageApi
from ..sagemaker.model import ArtifactMembers
from .create import Creation
from .tags import wait_until_shown

logger = logging.getLogger(__name__)


def adopt(found: Creation, request: ArtifactRequest, api: LineageApi) -> Mapping[str, str]:
    """Claim the artifact that is on the declared source, and return its tags.

    Raises `Failure` if it is neither this stack's nor to be adopted, or is of another type.
    """
    declared, holder = request.declared, holder_of(found.tags, request)
    source, may_adopt = found.members.source, declared.adopt
    check_artifact_holder(found.arn, source, holder, found.tags, adopt=may_adopt)
    if holder is Holder.OWN and not request.is_create:
        check_type_change(found.arn, found.members, request)
    else:
        check_artifact_type(found.arn, found.members, declared.members)
    return add_claim(found.arn, found.tags, Claim.of(request), request, api)


def check_type_change(arn: str, present: ArtifactMembers, request: ArtifactRequest) -> None:
    """Refuse another ArtifactType, while the artifact has the one that was declared before.

    If it has neither, somebody has replaced the artifact by hand. That must not fail a rollback.
    """
    declared, previous = request.declared.members, request.previous
    if previous and previous.members.source != declared.source:
        # The type that was declared of another source says nothing of this artifact.
        previous = None
    if previous and present.artifact_type == previous.members.artifact_type:
        check_artifact_type(arn, present, declared)
    elif present.artifact_type != declared.artifact_type:
        types = {"actual": present.artifact_type, "declared": declared.artifact_type}
        logger.warning({"event": "another ArtifactType than declared", "arn": arn} | types)


def add_claim(
    arn: str, tags: Mapping[str, str], claim: Claim, request: Request[Any], api: LineageApi
) -> Mapping[str, str]:
    """Put a claim on an artifact, and return its tags when it shows the claim.

    The claim of an earlier Create is kept beside the new one: that artifact was retained, and a
    rollback must not delete it.
    """
    new = {} if MARK in tags else {MARK: ADOPTED}
    held = next((each for each in Ownership.read(tags).claims if each.key == claim.key), None)
    if held is None or not is_own(held, request):
        new |= claim.tag | (held.beside_later_ones.tag if held else {})
    elif held.association_type != claim.association_type:
        new |= claim.tag
    if not new:
        return tags
    api.add_tags(arn, new)
    return wait_until_shown(arn, lambda shown: shown.items() >= new.items(), api)
