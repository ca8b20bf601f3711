"""What a resource in a template declares, member by member."""

from collections.abc import Mapping
from dataclasses import dataclass

from .declaration import DeclaringResource


@dataclass(frozen=True)
class Unresolved:
    """A value that is known to CloudFormation only.

    Parameters
    ----------
    reason
        Why it cannot be told, to follow on "not compared, because".
    """

    reason: str


@dataclass(frozen=True)
class ResourceDeclaration:
    """A resource that declares an entity or an association.

    Parameters
    ----------
    by
        The resource.
    resource_type
        Its CloudFormation type.
    members
        The members of the request that it declares, by their names as in `Difference`. The types
        of a source are one text, in alphabetical order.

    Examples
    --------
    >>> ResourceDeclaration(
    ...     DeclaringResource("Churn", "Model"),
    ...     "Custom::SageMakerArtifact",
    ...     {"ArtifactName": "churn-7", "Properties.auc": "0.91"},
    ... ).text("ArtifactName")
    'churn-7'
    """

    by: DeclaringResource
    resource_type: str
    members: Mapping[str, str | Unresolved]

    def text(self, member: str) -> str | None:
        """Return the value of a member; ``None`` if it is not declared, or not resolved."""
        value = self.members.get(member)
        return None if isinstance(value, Unresolved) else value

    def map(self, name: str) -> dict[str, str]:
        """Return the texts of a map of members, such as ``Properties``."""
        return {
            member.removeprefix(f"{name}."): value
            for member, value in self.members.items()
            if member.startswith(f"{name}.") and not isinstance(value, Unresolved)
        }
