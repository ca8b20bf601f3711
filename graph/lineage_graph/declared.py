"""The graph that the constructs of a CDK app declare."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import CfnResource, Stack, Token

from constructs import IConstruct
from sagemaker_lineage.lineage_entity import entity_arn

from .elements import Declaration, Edge, Kind, Status, Vertex
from .graph import LineageGraph
from .tokens import readable, reference, short_path, unique

_ASSOCIATION = "Custom::SageMakerAssociation"

# For each resource type the kind, and what the members for its name and type begin with.
_ENTITIES = {
    "Custom::SageMakerArtifact": (Kind.ARTIFACT, "Artifact"),
    "AWS::SageMaker::Artifact": (Kind.ARTIFACT, "Artifact"),
    "AWS::SageMaker::Action": (Kind.ACTION, "Action"),
    "AWS::SageMaker::Context": (Kind.CONTEXT, "Context"),
    "AWS::SageMaker::Experiment": (Kind.EXPERIMENT, "Experiment"),
    "AWS::SageMaker::ExperimentTrialComponent": (Kind.TRIAL_COMPONENT, "TrialComponent"),
    "AWS::SageMaker::TrialComponent": (Kind.TRIAL_COMPONENT, "TrialComponent"),
}

_LAST_PART = re.compile(r"(?:\$\{[^}]*\}|[^/])+\Z")

# By these of its attributes something else can refer to an entity.
_REFERENCES = ("Ref", "Arn", "ArtifactArn", "TrialComponentArn")

_SHOWN = {
    *(f"{prefix}{member}" for _, prefix in _ENTITIES.values() for member in ("Name", "Type")),
    "AssociationType",
    "Properties",
    "Source",
}


def declared_graph(scope: IConstruct) -> LineageGraph:
    """Give the graph that an app, a stack or any other construct declares.

    It holds each artifact, action, context, experiment and trial component in `scope`, by this
    library or as CloudFormation's own type; the associations in `scope`; and what those refer to
    elsewhere, which is marked as not declared here. Best called when everything is declared,
    before or after ``app.synth()``.

    Parameters
    ----------
    scope
        The app, a stack, or a construct in one.

    Examples
    --------
    >>> declared_graph(app).write("lineage.html")  # doctest: +SKIP
    """
    return _Reading(scope).graph()


class _Reading:
    """Collects the entities of an app, so that each way to name one leads to the same vertex."""

    def __init__(self, scope: IConstruct) -> None:
        self._scope = scope
        self._inside = {construct.node.path for construct in scope.node.find_all()}
        self._vertices: dict[str, Vertex] = {}
        self._ids: dict[str, str] = {}

    def graph(self) -> LineageGraph:
        """Read the whole app, since associations lead out of the scope too."""
        constructs = self._scope.node.root.node.find_all()
        resources = [each for each in constructs if isinstance(each, CfnResource)]
        for resource in resources:
            if resource.cfn_resource_type in _ENTITIES:
                self._add_declared(resource)
        shown = {
            self._end(arn, construct, construct.node.id)
            for construct in constructs
            if self._is_inside(construct) and (arn := entity_arn(construct))
        }
        edges = [
            self._edge(resource)
            for resource in resources
            if resource.cfn_resource_type == _ASSOCIATION and self._is_inside(resource)
        ]
        shown.update(end for edge in edges for end in (edge.source, edge.destination))
        vertices = [vertex for vertex in self._vertices.values() if vertex.id in shown]
        return LineageGraph(_title(vertices, edges), tuple(vertices), tuple(edges))

    def _is_inside(self, construct: IConstruct) -> bool:
        return construct.node.path in self._inside

    def _add_declared(self, resource: CfnResource) -> None:
        kind, prefix = _ENTITIES[resource.cfn_resource_type]
        members = _members(resource)
        path = short_path(resource)
        self._vertices[path] = Vertex(
            id=path,
            kind=kind,
            name=str(members.get(f"{prefix}Name") or path.rpartition("/")[2]),
            status=Status.DECLARED if self._is_inside(resource) else Status.UNDECLARED,
            type=members.get(f"{prefix}Type"),
            source_uri=_capitalised(members.get("Source", {})).get("SourceUri"),
            properties=members.get("Properties", {}),
            declared_by=(_declaration(resource),),
        )
        for attribute in _REFERENCES:
            self._ids[reference(path, attribute)] = path

    def _edge(self, resource: CfnResource) -> Edge:
        members = _members(resource)
        ends = resource._cfn_properties
        return Edge(
            source=self._end(ends["SourceArn"], resource),
            destination=self._end(ends["DestinationArn"], resource),
            status=Status.DECLARED,
            type=members.get("AssociationType"),
            declared_by=(_declaration(resource),),
        )

    def _end(self, arn: str, construct: IConstruct, name: str | None = None) -> str:
        """Give the id of the vertex that an ARN leads to; add it if it is not known yet."""
        text = str(unique(arn, Stack.of(construct)))
        id_ = self._ids.setdefault(text, text)
        if id_ not in self._vertices:
            self._vertices[id_] = Vertex(
                id=id_,
                kind=Kind.of_arn(text),
                name=name or _last_part(text),
                status=Status.UNDECLARED,
            )
        return id_


def _members(resource: CfnResource) -> dict[str, Any]:
    """Give the properties of a resource, by the names that they have in its template.

    What a construct of CDK holds is protected, not private: for classes that build on it.
    """
    given = _capitalised(resource._cfn_properties)
    shown = {name: value for name, value in given.items() if name in _SHOWN}
    return dict(readable(shown, Stack.of(resource)))


def _capitalised(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name[:1].upper() + name[1:]: value for name, value in members.items()}


def _declaration(resource: CfnResource) -> Declaration:
    stack = Stack.of(resource)
    # A nested stack gets its name when it is deployed.
    name = stack.node.path if Token.is_unresolved(stack.stack_name) else stack.stack_name
    return Declaration(name, str(stack.resolve(resource.logical_id)))


def _last_part(arn: str) -> str:
    """Give what follows the last slash, but for those in references."""
    found = _LAST_PART.search(arn)
    return found[0] if found else arn


def _title(vertices: Iterable[Vertex], edges: Iterable[Edge]) -> str:
    declared = [vertex.declared_by for vertex in vertices if vertex.status is Status.DECLARED]
    declared += [edge.declared_by for edge in edges]
    stacks = dict.fromkeys(declaration.stack for by in declared for declaration in by)
    return f"Declared lineage: {', '.join(stacks) or 'none'}"
