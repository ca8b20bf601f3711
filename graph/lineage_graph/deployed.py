"""The graph that SageMaker holds for deployed stacks, beside what those declare."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import boto3
from botocore.config import Config

from .elements import Declaration, Edge, Kind, Status, Vertex
from .graph import LineageGraph
from .lineage import Association, Direction, Lineage
from .stacks import StackResource, stack_resources

_ASSOCIATION = "Custom::SageMakerAssociation"
_ENTITIES = (
    "Custom::SageMakerArtifact",
    "AWS::SageMaker::Action",
    "AWS::SageMaker::Artifact",
    "AWS::SageMaker::Context",
    "AWS::SageMaker::Experiment",
    "AWS::SageMaker::ExperimentTrialComponent",
    "AWS::SageMaker::TrialComponent",
)

# The lineage calls are throttled at low rates, so botocore itself is to slow down.
_PATIENT = Config(retries={"mode": "adaptive", "total_max_attempts": 20})

# CloudFormation comes first, so a wrong endpoint or a network that is down is said soon.
_BRISK = Config(retries={"mode": "standard", "total_max_attempts": 5})

_DESCRIBED = (Kind.ARTIFACT, Kind.ACTION, Kind.CONTEXT)

# The artifacts that this library keeps for itself: records and stand-ins.
_OWN_SOURCES = "cdk-sagemaker-lineage://"

MAX_DEPTH = 10
"""The longest way of a query: QueryLineageMaxDepth of the service model."""


def deployed_graph(
    stacks: Iterable[str],
    *,
    session: boto3.Session | None = None,
    direction: Direction = "Both",
    depth: int = MAX_DEPTH,
    report: Callable[[str], None] = lambda _: None,
) -> LineageGraph:
    """Give the lineage of what stacks declare, as it is in SageMaker.

    Parameters
    ----------
    stacks
        The names of the stacks; those nested in them belong to them.
    session
        Where the stacks are. Default: what the environment says.
    direction
        ``Ascendants``: what led to the declared entities; ``Descendants``: what comes of them;
        ``Both``: also what comes of what led to them, and so on.
    depth
        How many associations to go from a declared entity, 1 to 10.
    report
        Is told, line by line, what is going on, and what cannot be shown.

    Raises
    ------
    GraphError
        If a stack does not exist.
    botocore.exceptions.ClientError
        If AWS refuses a call.

    Examples
    --------
    >>> deployed_graph(["ChurnTraining"], direction="Ascendants").write(
    ...     "lineage.html"
    ... )  # doctest: +SKIP
    """
    # The AWS CLI and the cdk CLI heed AWS_REGION, boto3 only AWS_DEFAULT_REGION.
    session = session or boto3.Session(region_name=os.environ.get("AWS_REGION"))
    names = list(stacks)
    reading = _Reading(Lineage(session.client("sagemaker", config=_PATIENT)), report)
    cloudformation = session.client("cloudformation", config=_BRISK)
    for name in names:
        for resource in stack_resources(cloudformation, name):
            reading.add_resource(resource)
    reading.query(direction, depth)
    return reading.graph(f"Deployed lineage: {', '.join(names)}")


class _Reading:
    """Puts together what is declared and what is there."""

    def __init__(self, lineage: Lineage, report: Callable[[str], None]) -> None:
        self._lineage = lineage
        self._report = report
        self._declared: dict[str, tuple[Declaration, ...]] = {}
        self._declared_edges: dict[Association, tuple[Declaration, ...]] = {}
        self._expected: dict[str, None] = {}
        self._types: dict[str, str | None] = {}
        self._found_edges: dict[Association, None] = {}

    def add_resource(self, resource: StackResource) -> None:
        """Note what a resource declares."""
        is_association = resource.type == _ASSOCIATION
        if not is_association and resource.type not in _ENTITIES:
            return
        by = resource.declaration
        arn = resource.physical_id
        if Kind.of_arn(arn) is Kind.UNKNOWN:
            self._report(f"{by} is not shown: it is {resource.status} and has no ARN")
        elif not is_association:
            self._declared[arn] = (*self._declared.get(arn, ()), by)
        elif association := self._lineage.declared_association(arn, by):
            others = self._declared_edges.get(association, ())
            self._declared_edges[association] = (*others, by)
        else:
            self._report(f"{by} is not shown: its record {arn} is gone, so its ends are not known")

    def query(self, direction: Direction, depth: int) -> None:
        """Ask for the lineage of everything declared, and of the ends of declared associations."""
        ends = (end for edge in self._declared_edges for end in (edge.source, edge.destination))
        self._expected = dict.fromkeys([*self._declared, *ends])
        self._report(f"querying the lineage of {len(self._expected)} entities")
        self._types |= self._expected
        for start in self._expected:
            types, associations = self._lineage.query(start, direction, depth)
            self._types |= types
            self._found_edges |= dict.fromkeys(associations)

    def graph(self, title: str) -> LineageGraph:
        """Tell apart what is declared, what else is there, and what is missing."""
        self._report(f"reading {len(self._types)} entities")
        vertices = {
            arn: vertex
            for arn in self._types
            if (vertex := self._vertex(arn)) and not _is_own(vertex)
        }
        edges = [
            edge
            for edge in [*self._found(), *self._missing()]
            if edge.source in vertices and edge.destination in vertices
        ]
        return LineageGraph(title, tuple(vertices.values()), tuple(edges))

    def _vertex(self, arn: str) -> Vertex:
        by = self._declared.get(arn, ())
        vertex = Vertex(
            id=arn,
            kind=Kind.of_arn(arn),
            name=arn.rpartition("/")[2],
            status=Status.DECLARED if by else Status.UNDECLARED,
            type=self._types[arn],
            declared_by=by,
        )
        if vertex.kind not in _DESCRIBED:
            return vertex
        if described := self._lineage.describe(arn):
            return _described(vertex, described)
        return replace(vertex, status=Status.MISSING) if arn in self._expected else vertex

    def _found(self) -> Iterable[Edge]:
        for each in self._found_edges:
            anything = replace(each, type=None)
            by = dict.fromkeys(
                [*self._declared_edges.get(each, ()), *self._declared_edges.get(anything, ())]
            )
            status = Status.DECLARED if by else Status.UNDECLARED
            yield Edge(each.source, each.destination, status, each.type, tuple(by))

    def _missing(self) -> Iterable[Edge]:
        found = {*self._found_edges, *(replace(each, type=None) for each in self._found_edges)}
        for each, by in self._declared_edges.items():
            if each not in found:
                yield Edge(each.source, each.destination, Status.MISSING, each.type, by)


def _described(vertex: Vertex, answer: dict[str, Any]) -> Vertex:
    prefix = vertex.kind.value.capitalize()
    return replace(
        vertex,
        name=answer.get(f"{prefix}Name") or vertex.name,
        type=answer.get(f"{prefix}Type") or vertex.type,
        source_uri=answer["Source"]["SourceUri"],
        properties=answer.get("Properties", {}),
    )


def _is_own(vertex: Vertex) -> bool:
    return (vertex.source_uri or "").startswith(_OWN_SOURCES)
