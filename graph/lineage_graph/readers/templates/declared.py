"""The graph of what templates declare."""

from ...model import (
    DeclaredLineage,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
    ResourceDeclaration,
)
from ..resource_types import ENTITY_KINDS


def lineage_graph(declared: DeclaredLineage) -> LineageGraph:
    """Return the graph of declared lineage.

    What is referred to, but declared elsewhere, has the status ``UNDECLARED``.
    """
    vertices = {id_: entity(each) for id_, each in declared.entities.items()}
    edges = [
        LineageAssociation(
            *pair,
            LineageStatus.DECLARED,
            each[0].text("AssociationType"),
            tuple(one.by for one in each),
        )
        for pair, each in declared.associations.items()
    ]
    for id_ in (each for pair in declared.associations for each in pair):
        if id_ not in vertices:
            vertices[id_] = elsewhere(id_)
    title = f"Declared lineage: {declared.name}"
    return LineageGraph(title, tuple(vertices.values()), tuple(edges))


def entity(declared: ResourceDeclaration) -> LineageEntity:
    """Return the vertex of a declared entity."""
    kind = ENTITY_KINDS[declared.resource_type]
    prefix = kind.member_prefix
    return LineageEntity(
        id=str(declared.by),
        kind=kind,
        name=declared.text(f"{prefix}Name") or declared.by.logical_id,
        status=LineageStatus.DECLARED,
        type=declared.text(f"{prefix}Type"),
        source_uri=declared.text("Source.SourceUri"),
        properties=declared.map("Properties"),
        declared_by=(declared.by,),
    )


def elsewhere(id_: str) -> LineageEntity:
    """Return the vertex of what is named only: by an ARN, an import or a parameter."""
    name = id_.rpartition("/")[2] or id_
    return LineageEntity(id_, EntityKind.of_arn(id_), name, LineageStatus.UNDECLARED)
