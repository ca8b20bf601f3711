"""Who declares an entity or association, and whether it exists."""

from dataclasses import dataclass
from enum import Enum


class LineageStatus(Enum):
    """Whether an entity or association is declared, and whether it exists in SageMaker."""

    DECLARED = "declared"
    UNDECLARED = "undeclared"
    MISSING = "missing"


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
