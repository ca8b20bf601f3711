"""What differs between a declared association and the one that SageMaker has."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ..model import ResourceDeclaration, Unresolved, association_in_words
from ..readers.sagemaker import AssociationKey
from . import remedies
from .deployed_declaration import DeployedDeclaration
from .finding import DriftFinding, FindingKind
from .ownership_drift import ownership

_ENDS = ("SourceArn", "DestinationArn")


def association_findings(
    each: DeployedDeclaration,
    described: Mapping[str, Any] | None,
    tags: Mapping[str, str],
    wanted: AssociationKey | None,
    found: Iterable[AssociationKey],
    name: Callable[[str], str],
    compared: Collection[str],
    *,
    needs_entities: bool,
) -> Iterator[DriftFinding]:
    """Yield what differs.

    Parameters
    ----------
    each
        The association's declaration.
    described
        The description of its record; ``None`` if it is gone.
    tags
        The tags of its record.
    wanted
        The association, see `wanted_association`.
    found
        The associations that SageMaker has.
    name
        Returns the name of the entity that has an ARN.
    compared
        The keys of the claims of all resources that are compared.
    needs_entities
        Whether one of its entities is missing.
    """
    declared = each.declared
    subject = association_text(wanted, name) if wanted else f"association {declared.by.logical_id}"
    finding = partial(DriftFinding, by=declared.by, arn=each.arn, subject=subject)
    if described is None:
        remark = remedies.RECORD
        yield finding(FindingKind.MISSING, member="record", declared=each.arn, remark=remark)
    else:
        yield from ownership(finding, tags, each.claim, compared, remedies.CLAIM_OF_RECORD)
    yield from _ends(declared, (described or {}).get("Properties", {}), finding)
    if wanted is None:
        return
    there = next((each for each in found if each.entities == wanted.entities), None)
    if there is None:
        remark = remedies.association(wanted, None, needs_entities=needs_entities)
        yield finding(FindingKind.MISSING, remark=remark)
    elif wanted.type and there.type != wanted.type:
        yield finding(
            FindingKind.DIFFERENT,
            member="AssociationType",
            declared=wanted.type,
            actual=there.type,
            remark=remedies.association(wanted, there),
        )


def wanted_association(
    declared: ResourceDeclaration, of_record: Mapping[str, str]
) -> AssociationKey | None:
    """Return the association that is declared.

    Parameters
    ----------
    declared
        Its declaration.
    of_record
        The properties of its record, which tell what the template does not.
    """
    source, destination = (declared.text(end) or of_record.get(end) for end in _ENDS)
    if not source or not destination:
        return None
    return AssociationKey(source, destination, declared.text("AssociationType"))


def association_text(key: AssociationKey, name: Callable[[str], str]) -> str:
    """Return an association in words."""
    source, destination = map(name, key.entities)
    return f"association {association_in_words(source, key.type, destination)}"


def _ends(
    declared: ResourceDeclaration,
    of_record: Mapping[str, str],
    finding: Callable[..., DriftFinding],
) -> Iterator[DriftFinding]:
    """Yield an entity that is not told, or that is another one than the record says."""
    for end in _ENDS:
        value, actual = declared.members.get(end), of_record.get(end)
        if isinstance(value, Unresolved):
            reason = f"because {value.reason}"
            yield finding(FindingKind.NOT_COMPARED, member=end, actual=actual, remark=reason)
        elif actual and value != actual:
            remark = remedies.RECORD
            kind = FindingKind.DIFFERENT
            yield finding(kind, member=end, declared=value, actual=actual, remark=remark)
