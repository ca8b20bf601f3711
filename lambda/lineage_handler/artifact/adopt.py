"""Claims an artifact that is there already, if the resource may have it."""

import logging
from collections.abc import Mapping
from typing import Any

from ..cloudformation.properties import ArtifactProperties
from ..cloudformation.request import ArtifactRequest, Request
from ..ownership.claims import ADOPTED, CREATED, MARK, Claim, Ownership
from ..ownership.conflicts import check_artifact_holder, check_artifact_type
from ..ownership.holders import Holder, holder_of, is_own
from ..ownership.tag_limit import check_tag_limit
from ..sagemaker.client import LineageApi
from .create import Creation
from .waits import wait_until_shown

logger = logging.getLogger(__name__)


def adopt(found: Creation, request: ArtifactRequest, api: LineageApi) -> Mapping[str, str]:
    """Claim the artifact that is on the declared source, and return its tags.

    Raises `Failure` if it is neither this stack's nor to be adopted, or is of another type.
    """
    declared, holder = request.declared, holder_of(found.tags, request)
    source, may_adopt = found.members.source, declared.adopt
    check_artifact_holder(found.arn, source, holder, found.tags, adopt=may_adopt)
    if holder is Holder.OWN:
        check_type_change(found, request)
    else:
        check_artifact_type(found.arn, found.members, declared.members)
    claim = Claim.of(request)
    check_tag_limit({MARK: ADOPTED, **found.tags, **declared.tags, **claim.tag})
    return add_claim(found.arn, found.tags, claim, request, api)


def check_type_change(found: Creation, request: ArtifactRequest) -> None:
    """Refuse another ArtifactType than that of an artifact which the resource has.

    Unless somebody has replaced the artifact by hand: that must not fail a rollback. Then it has
    neither the type that was declared before, nor the mark and the claim that it was created with.
    """
    declared, previous = request.declared.members, previous_of_same_source(request)
    ownership = Ownership.read(found.tags)
    is_created = ownership.mark == CREATED and any(is_own(c, request) for c in ownership.claims)
    types = {"actual": found.members.artifact_type, "declared": declared.artifact_type}
    if is_created or (previous and previous.members.artifact_type == types["actual"]):
        check_artifact_type(found.arn, found.members, declared)
    elif types["actual"] != types["declared"]:
        logger.warning({"event": "another ArtifactType than declared", "arn": found.arn} | types)


def previous_of_same_source(request: ArtifactRequest) -> ArtifactProperties | None:
    """Return what was declared before; of another source, it says nothing of this artifact."""
    previous, source = request.previous, request.declared.members.source
    return previous if previous and previous.members.source == source else None


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
    check_tag_limit({**tags, **new})
    api.add_tags(arn, new)
    return wait_until_shown(arn, lambda shown: shown.items() >= new.items(), api)
