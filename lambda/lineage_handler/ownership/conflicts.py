"""Refusals: when a resource cannot have what it declares, who is in the way, and the way out."""

from collections.abc import Iterable, Mapping

from ..cloudformation.reasons import Failure
from ..cloudformation.request import AssociationRequest
from ..sagemaker.model import ArtifactMembers, AssociationMembers, Source
from .claims import CREATED, MARK, Ownership
from .holders import Holder, is_own

_OF_THE_STACK = {Holder.OWN, Holder.SIBLING}


_ADOPT = "set on_existing=OnExisting.ADOPT"
_SHARE = (
    f"to share it, {_ADOPT} (it is deleted with its last holder, and only if this library created"
    " it)"
)


class Conflict(Failure):
    """What is declared is there and is somebody else's, or differs; nothing has been claimed."""


def check_artifact_holder(
    arn: str, source: Source, holder: Holder, tags: Mapping[str, str], *, adopt: bool
) -> None:
    """Refuse an artifact that is not this stack's, unless the declaration adopts it."""
    if not adopt and holder not in _OF_THE_STACK:
        raise Conflict(
            f"the source {source} has an artifact already: {arn}, held by {_named(holder, tags)};"
            f" {_SHARE}, or declare it once and use Artifact.from_artifact_arn elsewhere; to have"
            " an artifact of your own, declare another source"
        )


def check_association_holder(
    association: AssociationMembers, holder: Holder, tags: Mapping[str, str], *, adopt: bool
) -> None:
    """Refuse an association that is not this stack's, unless the declaration adopts it."""
    if not adopt and holder not in _OF_THE_STACK:
        raise Conflict(
            f"{association} is declared already, held by {_named(holder, tags)}; {_SHARE}, or"
            " declare it once"
        )


def check_artifact_type(arn: str, present: ArtifactMembers, declared: ArtifactMembers) -> None:
    """Refuse another ArtifactType than the artifact has."""
    if present.artifact_type != declared.artifact_type:
        raise Conflict(
            f"{arn} has the ArtifactType {present.artifact_type!r}, declared is"
            f" {declared.artifact_type!r}, and SageMaker cannot change it: declare"
            f" artifact_type={present.artifact_type!r}, or another source; or, if this stack has"
            " created it, remove it in one deployment and declare it again in the next"
        )


def check_source(arn: str, present: Source, declared: Source) -> None:
    """Refuse the artifact of another content of the URI, where SageMaker has one for all."""
    if present != declared:
        raise Conflict(
            f"SageMaker has one artifact for all contents of {declared.uri}: {arn}, whose source is"
            f" {present}; declared is {declared}, and SageMaker cannot change it: declare another"
            " URI; or, if this stack has created it, remove it in one deployment and declare it"
            " again in the next"
        )


def no_artifact(refusal: str, others: Iterable[tuple[str, Source]]) -> Failure:
    """Return the failure of a create that was refused, though no artifact has its source."""
    there = [f"; on the same URI there is {arn}, whose source is {other}" for arn, other in others]
    if there:
        there.append("; SageMaker may have one artifact for all contents of a URI: declare another")
    return Failure(refusal + "".join(there))


def check_association_type(tags: Mapping[str, str], request: AssociationRequest) -> None:
    """Refuse another type than somebody else declares of the same association."""
    declared = request.declared.members
    others = {
        f"{held.holder} as {held.association_type}"
        for held in Ownership.read(tags).claims
        if held.association_type != declared.association_type and not is_own(held, request)
    }
    if others:
        raise Conflict(
            f"{declared} is declared with another type, by {', '.join(sorted(others))}, and"
            " SageMaker has one association from one entity to another: declare the same type"
            " everywhere, or declare it once; another name and another type of one construct take"
            " two deployments"
        )


def check_made_by_others(
    present: AssociationMembers, declared: AssociationMembers, *, adopt: bool
) -> None:
    """Refuse an association that no stack made, unless the declaration adopts it as it is."""
    if not adopt:
        raise Failure(
            f"{present} is there already: SageMaker or another tool made it; to have it declared"
            f" here, {_ADOPT} (an association that was adopted is never deleted), or do not"
            " declare it"
        )
    if present != declared:
        raise Failure(
            f"{present} cannot be adopted as {declared.association_type}: SageMaker cannot change"
            f" the type of an association; declare association_type={present.association_type!r}"
        )


def _named(holder: Holder, tags: Mapping[str, str]) -> str:
    is_created = tags.get(MARK) == CREATED
    nobody = "no stack " + ("any more" if is_created else "(SageMaker or another tool made it)")
    holders = Ownership.read(tags).holders() or nobody
    if holder is Holder.EARLIER:
        holders += " since an earlier Create: it was retained, or that one was not rolled back"
    return holders
