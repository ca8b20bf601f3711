"""What differs between a declared entity and the one that SageMaker has."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from ..model import EntityKind, ResourceDeclaration, Unresolved
from . import remedies
from .finding import DriftFinding, FindingKind
from .ownership_drift import ownership

_CUSTOM = "Custom::SageMakerArtifact"
# How the function is to deal with what is there: nothing that SageMaker has.
_NOT_THERE = {"OnExisting"}
# What SageMaker cannot change.
_FIXED = ("ArtifactType", "Source.")
# What others may add to.
_SHARED = ("Properties", "Tags")


class EntityFindings:
    """Finds what differs of one entity.

    Parameters
    ----------
    declared
        Its declaration.
    arn
        Its ARN.
    own_claim
        The key of its resource's claim.

    Attributes
    ----------
    name
        What the entity is called.
    """

    def __init__(self, declared: ResourceDeclaration, arn: str, own_claim: str) -> None:
        self._declared, self._own_claim = declared, own_claim
        self._kind = EntityKind.of_arn(arn)
        self._is_custom = declared.resource_type == _CUSTOM
        prefix = self._kind.member_prefix
        self.name = declared.text(f"{prefix}Name") or declared.by.logical_id
        subject = f"{declared.text(f'{prefix}Type') or self._kind.value} {self.name}"
        self._finding = partial(DriftFinding, by=declared.by, arn=arn, subject=subject)

    def missing(self) -> DriftFinding:
        """Return that the entity is not there."""
        heal = remedies.CREATE if self._is_custom else remedies.NATIVE
        return self._finding(FindingKind.MISSING, remark=heal)

    def not_compared(self, reason: str) -> DriftFinding:
        """Return that the entity cannot be compared."""
        return self._finding(FindingKind.NOT_COMPARED, remark=reason)

    def compare(
        self, actual: Mapping[str, str], tags: Mapping[str, str], compared: Collection[str]
    ) -> Iterator[DriftFinding]:
        """Yield what differs.

        Parameters
        ----------
        actual
            The members that it has.
        tags
            All its tags.
        compared
            The keys of the claims of all resources that are compared.
        """
        is_owned = self._own_claim in tags
        for member, value in self._declared.members.items():
            if member not in _NOT_THERE:
                yield from self._member(member, value, actual.get(member), is_owned=is_owned)
        yield from self._beside(actual)
        if self._is_custom:
            yield from ownership(self._finding, tags, self._own_claim, compared, remedies.UPDATE)

    def _member(
        self, member: str, value: str | Unresolved, actual: str | None, *, is_owned: bool
    ) -> Iterator[DriftFinding]:
        if isinstance(value, Unresolved):
            yield self._finding(
                FindingKind.NOT_COMPARED,
                member=member,
                actual=actual,
                remark=f"because {value.reason}",
            )
        elif value != (actual or ""):
            # Without the claim somebody has put another artifact in the place of the declared one.
            if member.startswith("MetadataProperties.") and is_owned:
                kind, remark = FindingKind.KEPT, remedies.KEPT
            else:
                kind, remark = FindingKind.DIFFERENT, self._remedy(member)
            yield self._finding(kind, member=member, declared=value, actual=actual, remark=remark)

    def _beside(self, actual: Mapping[str, str]) -> Iterator[DriftFinding]:
        """Yield what others have added to what they may add to."""
        for member, value in actual.items():
            name = member.partition(".")[0]
            is_declared = member in self._declared.members or name in self._declared.members
            if name in _SHARED and not is_declared:
                yield self._finding(
                    FindingKind.BESIDE, member=member, actual=value, remark=remedies.OTHERS
                )

    def _remedy(self, member: str) -> str:
        if not self._is_custom:
            return remedies.NATIVE
        is_fixed = member.startswith(_FIXED) or member.startswith("MetadataProperties.")
        return remedies.REPLACE if is_fixed else remedies.UPDATE
