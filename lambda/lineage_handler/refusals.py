"""When an artifact cannot be had as it is declared, and what to do then."""

from __future__ import annotations

from .declaration import Declaration
from .failure import Failure
from .lineage import Artifact
from .ownership import CREATED, Ownership
from .request import Request


def check_adoption(artifact: Artifact, ownership: Ownership, declared: Declaration) -> None:
    """Refuse an artifact that is not this stack's, unless the declaration adopts it."""
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


def check_making_anew(artifact: Artifact, ownership: Ownership, request: Request) -> None:
    """Refuse to delete and create anew what is not this library's, or not this stack's alone."""
    why = (
        f"{artifact.arn} differs from the declaration in Source, ArtifactType or"
        " MetadataProperties, which SageMaker cannot change, and it cannot be made anew, because"
    )
    if ownership.mark != CREATED:
        raise Failure(
            f"{why} this library did not make it: declare what the artifact has, or delete it by"
            " hand and deploy again"
        )
    foreign = [held.holder for held in ownership.claims if held.stack != request.claim.stack]
    if foreign:
        raise Failure(
            f"{why} {', '.join(sorted(foreign))} claims it too: declare the same in every stack, or"
            " declare it in one and use Artifact.from_artifact_arn in the others"
        )
