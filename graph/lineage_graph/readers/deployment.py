"""The graph of deployed stacks: what SageMaker has, compared with what the stacks declare."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import boto3

from ..model import (
    DeclaringResource,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)
from .cloudformation import StackResource, stack_resources
from .described import DESCRIBED_KINDS, with_members
from .resource_types import ASSOCIATION, ENTITY_KINDS
from .sagemaker import MAX_DEPTH, AssociationKey, Direction, SageMakerLineage


def deployed_graph(
    stacks: Iterable[str],
    *,
    session: boto3.Session | None = None,
    direction: Direction = "Both",
    depth: int = MAX_DEPTH,
    report: Callable[[str], None] = lambda _: None,
) -> LineageGraph:
    """Return the lineage of what deployed stacks declare, as it is in SageMaker.

    Parameters
    ----------
    stacks
        The names of the stacks; the stacks nested in them are included.
    session
        The session to call AWS with. Default: one by the environment's variables and profile.
    direction
        ``Ascendants``: what led to the declared entities; ``Descendants``: what comes of them;
        ``Both``: both, again from each entity that is found.
    depth
        How many associations to go from a declared entity, 1 to 10.
    report
        Called with one line for each step, and for each resource that cannot be shown.

    Raises
    ------
    GraphError
        If a stack does not exist.
    botocore.exceptions.ClientError
        If AWS refuses a call.

    Examples
    --------
    >>> deployed_graph(["ChurnTraining"], direction="Ascendants")  # doctest: +SKIP
    """
    # The AWS CLI and the cdk CLI heed AWS_REGION, boto3 only AWS_DEFAULT_REGION.
    session = session or boto3.Session(region_name=os.environ.get("AWS_REGION"))
    names = list(stacks)
    reader = _DeploymentReader(SageMakerLineage(session), report)
    for name in names:
        for resource in stack_resources(session, name):
            reader.add_resource(resource)
    reader.query(direction, depth)
    return reader.graph(f"Deployed lineage: {', '.join(names)}")


class _DeploymentReader:
    """Collects what is declared and what exists, and compares the two."""

    def __init__(self, lineage: SageMakerLineage, report: Callable[[str], None]) -> None:
        self._lineage = lineage
        self._report = report
        self._declared_entities: dict[str, tuple[DeclaringResource, ...]] = {}
        self._declared_associations: dict[AssociationKey, tuple[DeclaringResource, ...]] = {}
        self._expected: dict[str, None] = {}
        self._types: dict[str, str | None] = {}
        self._found_associations: dict[AssociationKey, None] = {}

    def add_resource(self, resource: StackResource) -> None:
        """Add what a resource declares."""
        is_association = resource.type == ASSOCIATION
        if not is_association and resource.type not in ENTITY_KINDS:
            return
        by = resource.declared_by
        arn = resource.physical_id
        if EntityKind.of_arn(arn) is EntityKind.UNKNOWN:
            self._report(f"{by} is not shown: it is {resource.status} and has no ARN")
        elif not is_association:
            self._declared_entities[arn] = (*self._declared_entities.get(arn, ()), by)
        elif association := self._lineage.declared_association(arn, by):
            others = self._declared_associations.get(association, ())
            self._declared_associations[association] = (*others, by)
        else:
            self._report(
                f"{by} is not shown: its record {arn} is gone, so its source and destination are "
                "not known"
            )

    def query(self, direction: Direction, depth: int) -> None:
        """Query from each declared entity, and from both entities of a declared association."""
        joined = (arn for key in self._declared_associations for arn in key.entities)
        self._expected = dict.fromkeys([*self._declared_entities, *joined])
        self._report(f"querying the lineage of {len(self._expected)} entities")
        self._types |= self._expected
        for start in self._expected:
            types, associations = self._lineage.query(start, direction, depth)
            self._types |= types
            self._found_associations |= dict.fromkeys(associations)

    def graph(self, title: str) -> LineageGraph:
        """Return the graph, with the status of each entity and association."""
        self._report(f"reading {len(self._types)} entities")
        vertices = sorted(map(self._entity, self._types), key=_order)
        # Neither list comes in the same order each time.
        place = {entity.id: number for number, entity in enumerate(vertices)}
        edges = sorted(
            (*self._found(), *self._missing()),
            key=lambda edge: (place[edge.source], place[edge.destination], edge.type or ""),
        )
        return LineageGraph(title, tuple(vertices), tuple(edges))

    def _entity(self, arn: str) -> LineageEntity:
        by = self._declared_entities.get(arn, ())
        entity = LineageEntity(
            id=arn,
            kind=EntityKind.of_arn(arn),
            name=arn.rpartition("/")[2],
            status=LineageStatus.DECLARED if by else LineageStatus.UNDECLARED,
            type=self._types[arn],
            declared_by=by,
        )
        if entity.kind not in DESCRIBED_KINDS:
            return entity
        if described := self._lineage.describe(arn):
            return with_members(entity, described)
        if arn not in self._expected:
            return entity
        # Its ARN is a hash; whoever declares it knows the resource.
        name = by[0].logical_id if by else entity.name
        return replace(entity, status=LineageStatus.MISSING, name=name)

    def _found(self) -> Iterator[LineageAssociation]:
        for key in self._found_associations:
            # What is declared without a type is there whatever its type.
            by = dict.fromkeys(
                resource
                for each in (key, replace(key, type=None))
                for resource in self._declared_associations.get(each, ())
            )
            status = LineageStatus.DECLARED if by else LineageStatus.UNDECLARED
            yield LineageAssociation(*key.entities, status, key.type, tuple(by))

    def _missing(self) -> Iterator[LineageAssociation]:
        untyped = (replace(key, type=None) for key in self._found_associations)
        found = {*self._found_associations, *untyped}
        for key, by in self._declared_associations.items():
            if key not in found:
                yield LineageAssociation(*key.entities, LineageStatus.MISSING, key.type, by)


def _order(entity: LineageEntity) -> tuple[str, ...]:
    """Return what an entity is sorted by: its ARN, which differs in each account, comes last."""
    declared = ", ".join(map(str, entity.declared_by))
    return declared, entity.name, entity.type or "", entity.source_uri or "", entity.id
