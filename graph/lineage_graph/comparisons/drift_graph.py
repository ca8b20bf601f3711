"""The graph of what stacks declare, with what differs in SageMaker."""

from collections.abc import Iterable, Mapping
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
from ..readers.templates.declared import elsewhere, entity
from .deployed_declaration import DeployedDeclaration
from .finding import Finding, FindingKind


def drift_graph(
    title: str,
    declarations: Iterable[DeployedDeclaration],
    wanted: Mapping[AssociationKey, DeployedDeclaration],
    found: Iterable[AssociationKey],
    findings: Iterable[Finding],
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
    """
    by_resource: dict[str, list[Finding]] = {}
    for each in findings:
        by_resource.setdefault(str(each.by), []).append(each)
    vertices = {
        each.arn: _vertex(each, by_resource.get(str(each.declared.by), []))
        for each in declarations
        if not each.is_association
    }
    edges = [
        _edge(key, each, by_resource.get(str(each.declared.by), [])) for key, each in wanted.items()
    ]
    declared = {key.entities for key in wanted}
    edges += [
        LineageAssociation(*key.entities, LineageStatus.UNDECLARED, key.type)
        for key in found
        if key.entities not in declared
    ]
    for id_ in (id_ for edge in edges for id_ in (edge.source, edge.destination)):
        if id_ not in vertices:
            vertices[id_] = elsewhere(id_)
    comparison = Comparison("declared", "in SageMaker")
    return LineageGraph(f"Drift: {title}", tuple(vertices.values()), tuple(edges), comparison)


def _vertex(each: DeployedDeclaration, findings: list[Finding]) -> LineageEntity:
    return replace(
        entity(each.declared),
        id=each.arn or str(each.declared.by),
        status=_status(findings),
        differences=_differences(findings),
        notes=_notes(findings),
    )


def _edge(
    key: AssociationKey, each: DeployedDeclaration, findings: list[Finding]
) -> LineageAssociation:
    return LineageAssociation(
        *key.entities,
        _status(findings),
        key.type,
        (each.declared.by,),
        _differences(findings),
        _notes(findings),
    )


def _status(findings: list[Finding]) -> LineageStatus:
    if any(each.kind is FindingKind.MISSING and not each.member for each in findings):
        return LineageStatus.MISSING
    is_changed = any(each.kind.is_drift for each in findings)
    return LineageStatus.CHANGED if is_changed else LineageStatus.DECLARED


def _differences(findings: list[Finding]) -> tuple[Difference, ...]:
    return tuple(
        Difference(each.member, each.declared, each.actual)
        for each in findings
        if each.kind.is_drift and each.member
    )


def _notes(findings: list[Finding]) -> tuple[str, ...]:
    """Return what is no drift, in words."""
    return tuple(
        f"{each.kind.value}: {each.member or each.subject}: {each.remark}"
        for each in findings
        if not each.kind.is_drift
    )
