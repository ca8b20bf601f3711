"""What is wrong with the tags that say who owns an artifact."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from ..readers.claims import MARK, claims
from . import remedies
from .finding import DriftFinding, FindingKind


class FindingMaker(Protocol):
    """Returns a finding of one entity or association."""

    def __call__(
        self,
        kind: FindingKind,
        *,
        member: str,
        declared: str | None = None,
        actual: str | None = None,
        remark: str = "",
    ) -> DriftFinding:
        """Return the finding."""
        ...


def ownership(
    finding: FindingMaker,
    tags: Mapping[str, str],
    own_claim: str,
    compared: Collection[str],
    heal: str,
) -> Iterator[DriftFinding]:
    """Yield what is wrong with mark and claims, and who else claims the artifact.

    Parameters
    ----------
    finding
        Returns a finding of the artifact, or of the association whose record it is.
    tags
        The artifact's tags.
    own_claim
        The key of its resource's claim.
    compared
        The keys of the claims of all resources that are compared.
    heal
        How to bring mark and claim back.
    """
    if MARK not in tags:
        wanted = "created or adopted"
        yield finding(FindingKind.MISSING, member="mark", declared=wanted, remark=heal)
    if own_claim not in tags:
        yield finding(FindingKind.MISSING, member="claim", declared=own_claim, remark=heal)
    for claim in claims(tags):
        if claim.key not in compared:
            remark = remedies.OTHER_OWNER
            yield finding(FindingKind.BESIDE, member="claim", actual=claim.holder, remark=remark)
