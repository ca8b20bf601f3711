"""The graph of what stacks declare, with what differs in SageMaker."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import (
    Comparison,
    Difference,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)
from ..readers.sagemaker import AssociationKey
from ..readers.templates.declared import entity
from .deployed_declaration import DeployedDeclaration
from .finding import DriftFinding, FindingKind


def drift_graph(
    title: str,
    declarations: Iterable[DeployedDeclaration],
    wanted: Mapping[AssociationKey, Sequence[DeployedDeclaration]],
    found: Iterable[AssociationKey],
    findings: Iterable[DriftFinding],
    undeclared: Callable[[str], LineageEntity],
) -> LineageGraph:
    """Return the graph.

    Parameters
    ----------
    title
        The names of the stacks.
    declarations
        What their resources declare.
    wanted
        The declarations of the associations.
    found
        The associations from and to the entities that SageMaker has.
    findings
        What differs.
    undeclared
        Returns an entity that the stacks do not declare, by its ARN.
    """
    by_resource: dict[str, list[DriftFinding]] = {}
    for each in findings:
        by_resource.setdefault(str(each.by), []).append(each)

    def found_of(declared: Sequence[DeployedDeclaration]) -> list[DriftFinding]:
        return [one for each in declared for one in by_resource.get(str(each.declared.by), [])]

    # Several resources can declare one entity.
    by_id: dict[str, list[DeployedDeclaration]] = {}
    for one in declarations:
        if not one.is_association:
            by_id.setdefault(one.arn or str(one.declared.by), []).append(one)
    vertices = {id_: _vertex(id_, one, found_of(one)) for id_, one in by_id.items()}
    edges = [_edge(key, one, found_of(one)) for key, one in wanted.items()]
    declared = {key.entities for key in wanted}
    edges += [
        LineageAssociation(*key.entities, LineageStatus.UNDECLARED, key.type)
        for key in found
        if key.entities not in declared
    ]
    for id_ in (id_ for edge in edges for id_ in (edge.source, edge.destination)):
        if id_ not in vertices:
            vertices[id_] = undeclared(id_)
    comparison = Comparison("declared", "in SageMaker")
    return LineageGraph(f"Drift: {title}", tuple(vertices.values()), tuple(edges), comparison)


def _vertex(
    id_: str, declared: Sequence[DeployedDeclaration], findings: list[DriftFinding]
) -> LineageEntity:
    return replace(
        entity(declared[0].declared),
        id=id_,
        declared_by=tuple(each.declared.by for each in declared),
        status=_status(findings),
        differences=_differences(findings),
        notes=_notes(findings),
    )


def _edge(
    key: AssociationKey, declared: Sequence[DeployedDeclaration], findings: list[DriftFinding]
) -> LineageAssociation:
    return LineageAssociation(
        *key.entities,
        _status(findings),
        key.type,
        tuple(each.declared.by for each in declared),
        _differences(findings),
        _notes(findings),
    )


def _status(findings: list[DriftFinding]) -> LineageStatus:
    if any(each.kind is FindingKind.MISSING and not each.member for each in findings):
        return LineageStatus.MISSING
    is_changed = any(each.kind.is_drift for each in findings)
    return LineageStatus.CHANGED if is_changed else LineageStatus.DECLARED


def _differences(findings: list[DriftFinding]) -> tuple[Difference, ...]:
    return tuple(
        Difference(each.member, each.declared, each.actual)
        for each in findings
        if each.kind.is_drift and each.member
    )


def _notes(findings: list[DriftFinding]) -> tuple[str, ...]:
    """Return what is no drift, in words."""
    return tuple(
        f"{each.kind.value}: {each.member or each.subject}: {each.remark}"
        for each in findings
        if not each.kind.is_drift
    )
