"""The lifecycle of an artifact: Create, Update and Delete of ``Custom::SageMakerArtifact``.

Each function brings SageMaker to what the request declares, whatever it finds there, and may be
called again with the same request: CloudFormation and Lambda deliver a request at least once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from botocore.exceptions import ClientError

from .declaration import Declaration
from .failure import Failure
from .lineage import Artifact, Lineage, to_tag_list
from .ownership import ADOPTED, CREATED, MARK, Ownership
from .reasons import may_be_taken
from .request import Request

logger = logging.getLogger(__name__)

# ListArtifacts can lag behind a write by seconds: an artifact that must be there, because its
# source is taken, is looked for as long.
_LIST_LAG_SECONDS = 10.0
# A Create that was cancelled may still be running when its Delete arrives.
_RUNNING_CREATE_SECONDS = 20.0
_LOOK_AGAIN_SECONDS = 1.0


def create(request: Request, lineage: Lineage) -> Artifact:
    """Create the artifact, or take over what is on its source already.

    Raises
    ------
    Failure
        If the source has an artifact that is not this stack's and not to be adopted, or that
        cannot be brought to the declaration.
    """
    declared = request.declared
    tags = declared.tags | {MARK: CREATED, request.claim.key: request.claim.holder}
    try:
        return _create(declared, declared.properties, tags, lineage)
    except ClientError as error:
        if not may_be_taken(error):
            raise
        artifact = _find(declared, lineage, _LIST_LAG_SECONDS)
        if artifact is None:
            # Whatever is there may be what an earlier delivery of this request made.
            lineage.may_have_written = True
            raise
        return _take(artifact, request, lineage)


def update(request: Request, lineage: Lineage) -> Artifact:
    """Bring the artifact to its new declaration.

    Another source is another artifact: then this is a Create, and CloudFormation deletes the old
    one when the whole update has succeeded. The same if somebody deleted the artifact by hand.

    Raises
    ------
    Failure
        As for `create`.
    """
    if request.artifact_arn:
        artifact = lineage.describe(request.artifact_arn)
        if artifact and artifact.source == request.declared.source:
            return _take(artifact, request, lineage)
    return create(request, lineage)


def delete(request: Request, lineage: Lineage) -> None:
    """Take this resource's claim off the artifact, and delete what nobody claims any more.

    Only an artifact that this library made is deleted, and its associations with it.
    """
    arn = request.artifact_arn or _find_created(request, lineage)
    tags = lineage.tags(arn) if arn else None
    if arn is None or tags is None:
        logger.info({"event": "nothing to delete", "physical_id": request.physical_id})
        return
    ownership = Ownership.read(tags)
    if ownership.can_release(request.claim):
        _release(arn, ownership, request, lineage)
        # Read again: the others may have been taking their claims off at the same time.
        ownership = Ownership.read(lineage.tags(arn) or {})
    if ownership.is_left_to(request.claim):
        for edge in lineage.edges(arn):
            lineage.disassociate(edge)
        lineage.delete(arn)
        logger.info({"event": "deleted", "arn": arn})
    else:
        logger.info({"event": "left in place", "arn": arn, "held by": ownership.holders()})


def _create(
    declared: Declaration, properties: Mapping[str, str], tags: Mapping[str, str], lineage: Lineage
) -> Artifact:
    """Create the declared artifact with these properties and tags."""
    request: dict[str, Any] = {
        "Source": declared.source.to_api(),
        "ArtifactType": declared.artifact_type,
        "Tags": to_tag_list(tags),
    }
    if declared.artifact_name:
        request["ArtifactName"] = declared.artifact_name
    if properties:
        request["Properties"] = dict(properties)
    if declared.metadata_properties:
        request["MetadataProperties"] = declared.metadata_properties
    arn = lineage.create(request)
    logger.info({"event": "created", "arn": arn})
    return Artifact(
        arn=arn,
        source=declared.source,
        artifact_type=declared.artifact_type,
        artifact_name=declared.artifact_name,
        properties=dict(properties),
        metadata_properties=declared.metadata_properties,
    )


def _take(artifact: Artifact, request: Request, lineage: Lineage) -> Artifact:
    """Bring an artifact that exists to the declaration, if this resource may have it."""
    tags = lineage.tags(artifact.arn)
    if tags is None:
        raise Failure(f"{artifact.arn} was deleted while it was being changed; deploy again")
    ownership = Ownership.read(tags)
    if not _is_ours(artifact, ownership, request):
        _check_adoption(artifact, ownership, request.declared)
    if _must_be_recreated(artifact, ownership, request.declared):
        _check_recreation(artifact, ownership, request)
        return _recreate(artifact, tags, request, lineage)
    _bring_tags(artifact.arn, tags, ownership, request, lineage)
    return _bring_name_and_properties(artifact, request, lineage)


def _is_ours(artifact: Artifact, ownership: Ownership, request: Request) -> bool:
    """Whether the artifact is this resource's, or another's of the same stack.

    CloudFormation knows it as this resource's, even if somebody removed the claim by hand; or the
    answer to an earlier delivery was lost; or a resource of this stack was renamed, or gave its
    source away.
    """
    return artifact.arn == request.artifact_arn or ownership.is_claimed_in_stack_of(request.claim)


def _check_adoption(artifact: Artifact, ownership: Ownership, declared: Declaration) -> None:
    if not declared.adopt:
        raise Failure(
            f"the source {declared.source.uri} has an artifact already: {artifact.arn}, held by"
            f" {ownership.holders()}; to share it, set on_existing=OnExisting.ADOPT (an artifact"
            " that was adopted is never deleted), or refer to it with Artifact.from_artifact_arn;"
            " to have one of your own, declare another source"
        )
    if artifact.artifact_type != declared.artifact_type:
        raise Failure(
            f"{artifact.arn} cannot be adopted: its ArtifactType is {artifact.artifact_type!r}, the"
            f" declared one {declared.artifact_type!r}, and SageMaker cannot change it; declare"
            f" artifact_type={artifact.artifact_type!r}"
        )


def _must_be_recreated(artifact: Artifact, ownership: Ownership, declared: Declaration) -> bool:
    """Whether members differ that UpdateArtifact cannot change.

    What an adopted artifact has and the declaration does not mention is not the declaration's.
    """
    metadata_properties = artifact.metadata_properties
    if ownership.mark != CREATED:
        metadata_properties = {
            key: value
            for key, value in metadata_properties.items()
            if key in declared.metadata_properties
        }
    return (
        artifact.source != declared.source
        or artifact.artifact_type != declared.artifact_type
        or metadata_properties != declared.metadata_properties
    )


def _check_recreation(artifact: Artifact, ownership: Ownership, request: Request) -> None:
    why = (
        f"{artifact.arn} differs from the declaration in Source, ArtifactType or"
        " MetadataProperties, which SageMaker cannot change, and it cannot be made again, because"
    )
    if ownership.mark != CREATED:
        raise Failure(
            f"{why} it was adopted: declare what the artifact has, or delete it by hand and deploy"
            " again"
        )
    foreign = [held.holder for held in ownership.claims if held.stack != request.claim.stack]
    if foreign:
        raise Failure(
            f"{why} {', '.join(sorted(foreign))} claims it too: declare the same in every stack, or"
            " declare it in one and use Artifact.from_artifact_arn in the others"
        )


def _recreate(
    artifact: Artifact, tags: Mapping[str, str], request: Request, lineage: Lineage
) -> Artifact:
    """Delete the artifact and make it anew, with its claims and associations.

    UpdateArtifact changes name and properties only.
    https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateArtifact.html
    """
    declared, previous = request.declared, request.previous
    new_tags = _merged(tags, declared.tags, previous.tags if previous else {})
    new_tags |= {MARK: CREATED, request.claim.key: request.claim.holder}
    properties = _merged(
        artifact.properties, declared.properties, previous.properties if previous else {}
    )
    edges = lineage.edges(artifact.arn)
    for edge in edges:
        lineage.disassociate(edge)
    lineage.delete(artifact.arn)
    recreated = _create(declared, properties, new_tags, lineage)
    for edge in edges:
        lineage.associate(edge.moved(artifact.arn, recreated.arn))
    return recreated


def _bring_tags(
    arn: str, tags: Mapping[str, str], ownership: Ownership, request: Request, lineage: Lineage
) -> None:
    """Bring claim, mark and declared tags to the artifact; leave the tags of others alone."""
    declared, previous = request.declared, request.previous
    owned: dict[str, str] = {}
    if not ownership.is_claimed_by(request.claim):
        owned[request.claim.key] = request.claim.holder
    if ownership.mark is None:
        owned[MARK] = ADOPTED
    wanted = _merged(tags, declared.tags, previous.tags if previous else {})
    stale = tags.keys() - wanted.keys()
    changed = {key: value for key, value in wanted.items() if tags.get(key) != value}
    if stale and owned:
        # The role may remove tags only from what is marked.
        lineage.add_tags(arn, owned)
        owned = {}
    if stale:
        # First, for old and new tags together may be more than an artifact can have.
        lineage.delete_tags(arn, stale)
    if owned or changed:
        lineage.add_tags(arn, owned | changed)


def _bring_name_and_properties(artifact: Artifact, request: Request, lineage: Lineage) -> Artifact:
    """Bring name and properties to the declaration; leave the properties of others alone.

    The references disagree on whether UpdateArtifact merges Properties into the present ones or
    overwrites them: sending all that is to be, and naming all that is not, is right either way.
    """
    declared, previous = request.declared, request.previous
    name = declared.artifact_name or artifact.artifact_name
    properties = _merged(
        artifact.properties, declared.properties, previous.properties if previous else {}
    )
    changes: dict[str, Any] = {}
    if name != artifact.artifact_name:
        changes["ArtifactName"] = name
    if properties != artifact.properties:
        changes["Properties"] = properties
        stale = artifact.properties.keys() - properties.keys()
        if stale:
            changes["PropertiesToRemove"] = sorted(stale)
    if changes:
        lineage.update(artifact.arn, changes)
        logger.info({"event": "updated", "arn": artifact.arn, "members": sorted(changes)})
    return replace(artifact, artifact_name=name, properties=properties)


def _merged(
    present: Mapping[str, str], declared: Mapping[str, str], previous: Mapping[str, str]
) -> dict[str, str]:
    """Return what is to be there: the declared, and what others added to it."""
    others = {key: value for key, value in present.items() if key not in previous}
    return others | dict(declared)


def _release(arn: str, ownership: Ownership, request: Request, lineage: Lineage) -> None:
    """Take this resource's claim off; of an adoption that ends, the mark too."""
    keys = {request.claim.key}
    if ownership.mark == ADOPTED and not ownership.without(request.claim):
        keys.add(MARK)
    lineage.delete_tags(arn, keys)
    logger.info({"event": "released", "arn": arn})


def _find_created(request: Request, lineage: Lineage) -> str | None:
    """Find what a Create made, or is about to make, that did not get to answer with an ARN."""
    if request.create_left_nothing:
        return None
    try:
        declared = request.declared
    except Failure:
        # Nor could Create make anything of it.
        return None
    created = _find(declared, lineage, _RUNNING_CREATE_SECONDS)
    return created.arn if created else None


def _find(declared: Declaration, lineage: Lineage, patience_seconds: float) -> Artifact | None:
    """Find the artifact on the declared source, for some seconds.

    One with the same URI and other source types is taken for it only when there is no other.
    """
    give_up = time.monotonic() + patience_seconds
    while True:
        found = lineage.find(declared.source.uri)
        exact = [arn for arn, source in found if source == declared.source]
        if exact:
            return lineage.describe(exact[0])
        if time.monotonic() > give_up:
            return lineage.describe(found[0][0]) if found else None
        time.sleep(_LOOK_AGAIN_SECONDS)
