"""Who declares an entity or association, and whether it exists."""

from dataclasses import dataclass
from enum import Enum


class LineageStatus(Enum):
    """Whether an entity or association is declared, whether it exists, and what became of it.

    ``ADDED``, ``REMOVED`` and ``CHANGED`` occur in comparisons only. There ``DECLARED`` and
    ``UNDECLARED`` are what both sides have, without a difference.
    """

    DECLARED = "declared"
    UNDECLARED = "undeclared"
    MISSING = "missing"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class DeclaringResource:
    """The resource of a stack that declares an entity or association.

    Parameters
    ----------
    stack
        The name of the stack.
    logical_id
        The resource's name in the template.

    Examples
    --------
    >>> str(DeclaringResource("Churn", "Model327BFD77"))
    'Churn/Model327BFD77'
    """

    stack: str
    logical_id: str

    def __str__(self) -> str:
        return f"{self.stack}/{self.logical_id}"
