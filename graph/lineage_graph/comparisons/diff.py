"""What changes from one declared lineage to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..model import (
    Comparison,
    DeclaredLineage,
    Difference,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
    Pair,
    ResourceDeclaration,
    Unresolved,
)
from ..readers.templates.declared import elsewhere, entity
from .consequences import consequences
from .moves import moved, renamed

_NAMES_OF_ENTITIES = ("SourceArn", "DestinationArn")


@dataclass(frozen=True)
class LineageDiff:
    """What changes from one declared lineage to another.

    Parameters
    ----------
    graph
        The entities and associations of both sides; their statuses say what becomes of them.
    moves
        The new id of each entity that is declared by another resource and is otherwise the same,
        by its old one. That is no change of the lineage.
    """

    graph: LineageGraph
    moves: Mapping[str, str]

    @property
    def has_changes(self) -> bool:
        """Whether anything is added, removed or changed."""
        statuses = {each.status for each in self.graph.vertices}
        return not statuses.union(each.status for each in self.graph.edges).isdisjoint(CHANGES)


CHANGES = (LineageStatus.ADDED, LineageStatus.CHANGED, LineageStatus.REMOVED)
"""The statuses of what is not the same on both sides."""


def diff(before: DeclaredLineage, after: DeclaredLineage) -> LineageDiff:
    """Compare two declared lineages.

    An entity is the same on both sides if the same resource declares it, or if it has kind and
    source of one whose resource is gone: then its construct was renamed or moved.

    Parameters
    ----------
    before, after
        The two sides, such as a base branch and a pull request.

    Examples
    --------
    >>> diff(assembly_lineage(Path("base")), assembly_lineage(Path("cdk.out")))  # doctest: +SKIP
    """
    moves = moved(before, after)
    base = renamed(before, moves)
    vertices = {
        id_: _entity(base.entities.get(id_), after.entities.get(id_))
        for id_ in dict.fromkeys([*after.entities, *base.entities])
    }
    pairs = list(dict.fromkeys([*after.associations, *base.associations]))
    edges = [
        _association(pair, base.associations.get(pair, ()), after.associations.get(pair, ()))
        for pair in pairs
    ]
    for id_ in (each for pair in pairs for each in pair):
        if id_ not in vertices:
            vertices[id_] = elsewhere(id_)
    title = f"Lineage: {before.name} → {after.name}"
    comparison = Comparison(before.name, after.name)
    graph = LineageGraph(title, tuple(vertices.values()), tuple(edges), comparison)
    return LineageDiff(graph, moves)


def _entity(before: ResourceDeclaration | None, after: ResourceDeclaration | None) -> LineageEntity:
    differences = _differences(before, after, lambda _: True)
    declared = next(each for each in (after, before) if each)
    return replace(
        entity(declared),
        status=_status(before, after, differences),
        differences=differences,
        notes=tuple(consequences(declared.resource_type, differences)),
    )


def _association(
    pair: Pair, before: tuple[ResourceDeclaration, ...], after: tuple[ResourceDeclaration, ...]
) -> LineageAssociation:
    one, other = next(iter(before), None), next(iter(after), None)
    # The entities are the same, however each side refers to them.
    differences = _differences(one, other, lambda member: member not in _NAMES_OF_ENTITIES)
    declared = after or before
    return LineageAssociation(
        *pair,
        _status(one, other, differences),
        declared[0].text("AssociationType"),
        tuple(each.by for each in declared),
        differences,
    )


def _differences(
    before: ResourceDeclaration | None,
    after: ResourceDeclaration | None,
    is_compared: Callable[[str], bool],
) -> tuple[Difference, ...]:
    """Return the members that differ; none if one side is not there at all."""
    if before is None or after is None:
        return ()
    names = filter(is_compared, sorted({*before.members, *after.members}))
    found = (Difference(name, _text(before, name), _text(after, name)) for name in names)
    return tuple(each for each in found if each.before != each.after)


def _text(declared: ResourceDeclaration, member: str) -> str | None:
    value = declared.members.get(member)
    return value.reason if isinstance(value, Unresolved) else value


def _status(
    before: ResourceDeclaration | None,
    after: ResourceDeclaration | None,
    differences: tuple[Difference, ...],
) -> LineageStatus:
    if before is None:
        return LineageStatus.ADDED
    if after is None:
        return LineageStatus.REMOVED
    return LineageStatus.CHANGED if differences else LineageStatus.DECLARED
