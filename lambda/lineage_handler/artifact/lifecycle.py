"""Create, Update and Delete of ``Custom::SageMakerArtifact``.

Each brings SageMaker to what the request declares, whatever it finds there, and may run again with
the same request: CloudFormation and Lambda deliver a request at least once.
"""

from typing import Any

from ..cloudformation.properties import ArtifactProperties
from ..cloudformation.request import ArtifactRequest, Request
from ..cloudformation.response import Outcome
from ..ownership.claims import Claim
from ..ownership.reserved import check_reserved
from ..sagemaker.client import LineageApi
from ..sagemaker.model import ArtifactMembers
from .adopt import add_claim, adopt, check_type_change
from .apply import apply
from .create import Creation, create_artifact
from .delete import delete_with_associations as _delete
from .release import release_declared, release_previous
from .waits import wait_for_tags

_RECREATED = (
    "{arn} was gone: somebody deleted it outside CloudFormation, and it has been recreated as"
    " declared, without what others had added to it"
)


def create(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Create the artifact, or claim the one that is on its source.

    Raises `Failure` if that is not this stack's and not to be adopted, or is of another type; or if
    what is declared is kept for this library.
    """
    request = Request(event, ArtifactProperties.parse)
    check_reserved(request.declared)
    return _create(request, api)


def update(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Bring the artifact to its new declaration.

    Another source is another artifact: then this is a create, and CloudFormation deletes the old
    one when the whole update has succeeded. The same if somebody deleted the artifact by hand.
    Raises `Failure` as `create` does.
    """
    request = Request(event, ArtifactProperties.parse)
    check_reserved(request.declared)
    arn, source = request.artifact_arn, request.declared.members.source
    present = api.describe_artifact(arn) if arn else None
    if arn and present and present.source == source:
        outcome = _bring_to_declaration(arn, present, request, api)
    else:
        outcome = _create(request, api)
    previous = request.previous and request.previous.members.source
    if previous and previous not in {source, present and present.source}:
        # This is the rollback of an Update to another source that failed.
        _delete(release_previous(previous, request, api), api)
    return outcome


def delete(event: dict[str, Any], api: LineageApi) -> Outcome:
    """Take the resource's claim off the artifact, and delete what nobody claims any more.

    Only an artifact that this library made is deleted, and its associations with it.
    """
    request = Request(event, ArtifactProperties.parse)
    _delete(release_declared(lambda: request.declared.members.source, request, api), api)
    return Outcome()


def _create(request: ArtifactRequest, api: LineageApi) -> Outcome:
    declared = request.declared
    creation = create_artifact(
        declared.members, declared.tags, Claim.of(request), api, may_adopt=declared.adopt
    )
    arn, members = creation.arn, creation.members
    if creation.is_new:
        is_recreated = arn == request.artifact_arn
        return _outcome(arn, members, _RECREATED.format(arn=arn) if is_recreated else "")
    tags = adopt(creation, request, api)
    return _outcome(arn, apply(arn, members, tags, request, api))


def _bring_to_declaration(
    arn: str, present: ArtifactMembers, request: ArtifactRequest, api: LineageApi
) -> Outcome:
    found = Creation(arn, present, wait_for_tags(arn, api), is_new=False)
    check_type_change(found, request)
    # Somebody may have removed the claim by hand.
    tags = add_claim(arn, found.tags, Claim.of(request), request, api)
    return _outcome(arn, apply(arn, present, tags, request, api))


def _outcome(arn: str, members: ArtifactMembers, reason: str = "") -> Outcome:
    data = {
        "ArtifactArn": arn,
        "ArtifactName": members.artifact_name or "",
        "ArtifactType": members.artifact_type,
        "SourceUri": members.source.uri,
        "CommitId": members.metadata_properties.get("CommitId", ""),
    }
    return Outcome(arn, data, reason)
