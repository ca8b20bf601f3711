"""What several stacks declare together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .resource_declaration import ResourceDeclaration

Pair = tuple[str, str]
"""The ids of the two entities of an association, source first."""


@dataclass(frozen=True)
class DeclaredLineage:
    """The entities and associations that several stacks declare.

    Parameters
    ----------
    name
        What declares it, for headings: a folder, or ``deployed``.
    entities
        Each entity by its id, ``<stack>/<logical id>``.
    associations
        The declarations of each association by the ids of its two entities.
    """

    name: str
    entities: Mapping[str, ResourceDeclaration]
    associations: Mapping[Pair, tuple[ResourceDeclaration, ...]]

    @staticmethod
    def of(
        name: str,
        entities: Iterable[ResourceDeclaration],
        associations: Iterable[ResourceDeclaration],
    ) -> "DeclaredLineage":
        """Return the lineage that resources of templates declare."""
        found: dict[Pair, tuple[ResourceDeclaration, ...]] = {}
        for each in associations:
            pair = entity_id(each.text("SourceArn")), entity_id(each.text("DestinationArn"))
            found[pair] = (*found.get(pair, ()), each)
        return DeclaredLineage(name, {str(each.by): each for each in entities}, found)


def entity_id(arn: str | None) -> str:
    """Return the id of the entity that a reference or an ARN names.

    Examples
    --------
    >>> entity_id("${Churn/Model327BFD77}")
    'Churn/Model327BFD77'
    """
    text = arn or ""
    is_reference = text.startswith("${") and text.find("}") == len(text) - 1
    return text[2:-1] if is_reference else text
