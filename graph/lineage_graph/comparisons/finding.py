"""What a comparison of stacks with SageMaker finds."""

from dataclasses import dataclass
from enum import Enum

from ..model import DeclaringResource


class FindingKind(Enum):
    """What a finding says of a member, or of an entity or association as a whole."""

    MISSING = "missing"
    """It is declared, and not there."""
    DIFFERENT = "different"
    """It is not as it is declared."""
    KEPT = "kept"
    """It is not as it is declared now, but as it was declared at creation; SageMaker keeps it."""
    BESIDE = "beside"
    """It is there beside what is declared: somebody else has added it."""
    NOT_COMPARED = "not compared"
    """CloudFormation or SageMaker does not tell what it is."""

    @property
    def is_drift(self) -> bool:
        """Whether it is drift: something that is declared is not there or not so."""
        return self in (FindingKind.MISSING, FindingKind.DIFFERENT)


@dataclass(frozen=True)
class DriftFinding:
    """One finding.

    Parameters
    ----------
    kind
        What it says.
    by
        The resource that declares the entity or association.
    arn
        The ARN of the entity, or of the association's record; empty if it has none.
    subject
        The entity or association in words.
    member
        The member, as in `Difference`; ``mark`` and ``claim`` are the tags that say who owns an
        artifact; empty for the whole.
    declared, actual
        The value on each side; ``None`` where it has none.
    remark
        Of drift how to heal it; otherwise why it is none.
    """

    kind: FindingKind
    by: DeclaringResource
    arn: str
    subject: str
    member: str = ""
    declared: str | None = None
    actual: str | None = None
    remark: str = ""
