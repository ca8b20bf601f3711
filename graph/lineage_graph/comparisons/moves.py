"""Entities whose construct was renamed or moved: another resource declares the same source."""

from collections import Counter
from collections.abc import Mapping

from ..model import DeclaredLineage, Pair, ResourceDeclaration, Unresolved

_Identity = tuple[str, str | None, str | None]


def moved(before: DeclaredLineage, after: DeclaredLineage) -> dict[str, str]:
    """Return the new id of each entity that another resource declares now, by its old id."""
    gone = {id_: each for id_, each in before.entities.items() if id_ not in after.entities}
    new = {id_: each for id_, each in after.entities.items() if id_ not in before.entities}
    counts = Counter(map(_identity, new.values()))
    by_identity = {_identity(each): id_ for id_, each in new.items()}
    return {
        id_: by_identity[identity]
        for id_, each in gone.items()
        if (identity := _identity(each)) in by_identity
        and each.text("Source.SourceUri")
        and counts[identity] == 1
    }


def renamed(lineage: DeclaredLineage, moves: Mapping[str, str]) -> DeclaredLineage:
    """Return the same lineage with the new ids of what has moved, also where it is referred to."""
    if not moves:
        return lineage
    return DeclaredLineage(
        lineage.name,
        {moves.get(id_, id_): _renamed(each, moves) for id_, each in lineage.entities.items()},
        {
            _pair(pair, moves): tuple(_renamed(one, moves) for one in each)
            for pair, each in lineage.associations.items()
        },
    )


def _renamed(declared: ResourceDeclaration, moves: Mapping[str, str]) -> ResourceDeclaration:
    members = {name: _text(value, moves) for name, value in declared.members.items()}
    return ResourceDeclaration(declared.by, declared.resource_type, members)


def _text(value: str | Unresolved, moves: Mapping[str, str]) -> str | Unresolved:
    if isinstance(value, str):
        for old, new in moves.items():
            value = value.replace(f"${{{old}}}", f"${{{new}}}").replace(f"${{{old}.", f"${{{new}.")
    return value


def _pair(pair: Pair, moves: Mapping[str, str]) -> Pair:
    source, destination = pair
    return moves.get(source, source), moves.get(destination, destination)


def _identity(declared: ResourceDeclaration) -> _Identity:
    return (
        declared.resource_type,
        declared.text("Source.SourceUri"),
        declared.text("Source.SourceTypes"),
    )
