"""When an artifact cannot be had as it is declared, and what to do then."""

from __future__ import annotations

from collections.abc import Mapping

from .association_record import declared_type
from .declaration import Declaration, Edge
from .failure import Failure
from .lineage import Artifact
from .ownership import CREATED, Ownership
from .request import AssociationRequest, Request


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


def check_claims_of_association(
    tags: Mapping[str, str], request: AssociationRequest, *, is_known: bool
) -> None:
    """Refuse an association that others declare, unless all agree on it."""
    edge = request.declared.edge
    ownership = Ownership.read(tags)
    foreign = [held for held in ownership.claims if held.stack != request.claim.stack]
    holders = ", ".join(sorted(held.holder for held in foreign))
    is_ours = is_known or ownership.of_stack(request.claim)
    if foreign and not is_ours and not request.declared.adopt:
        raise Failure(
            f"{edge} is declared already, by {holders}; to share it, set"
            " on_existing=OnExisting.ADOPT, or declare it in one stack only"
        )
    if any(declared_type(held) != edge.association_type for held in foreign):
        raise Failure(
            f"{edge} is declared with another type, by {holders}, and two entities can have one"
            " association only: declare the same type everywhere, or declare it in one stack only"
        )


def check_adoption_of_association(
    present: Edge, tags: Mapping[str, str], request: AssociationRequest
) -> None:
    """Refuse an association that no stack made, unless the declaration adopts it."""
    of_stack = Ownership.read(tags).of_stack(request.claim)
    is_of_another = any(held.key != request.claim.key for held in of_stack)
    if not request.declared.adopt and not is_of_another:
        raise Failure(
            f"{present} is there already: SageMaker or another tool made it; to have it declared"
            " here, set on_existing=OnExisting.ADOPT (an association that was adopted is never"
            " deleted), or do not declare it"
        )


def check_type_of_association(present: Edge, declared: Edge, *, is_adopted: bool) -> None:
    """Refuse to make an association anew that was there before."""
    if is_adopted:
        raise Failure(
            f"{present} cannot be adopted as {declared.association_type}: SageMaker cannot change"
            f" the type of an association; declare association_type={present.association_type!r}"
        )
