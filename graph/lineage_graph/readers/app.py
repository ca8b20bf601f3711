"""The graph that the constructs of a CDK app declare."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import CfnResource, Stack, Token

from constructs import IConstruct
from sagemaker_lineage.lineage_entity import entity_arn

from ..model import (
    DeclaringResource,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)
from .resource_types import ASSOCIATION, ENTITY_KINDS
from .tokens import readable, reference, short_path, unique

_LAST_PART = re.compile(r"(?:\$\{[^}]*\}|[^/])+\Z")

# The attributes by which something else can refer to an entity.
_REFERENCES = ("Ref", "Arn", "ArtifactArn", "TrialComponentArn")

_SHOWN = {
    *(f"{kind.member_prefix}Name" for kind in ENTITY_KINDS.values()),
    *(f"{kind.member_prefix}Type" for kind in ENTITY_KINDS.values()),
    "AssociationType",
    "Properties",
    "Source",
}


def declared_graph(scope: IConstruct) -> LineageGraph:
    """Return the graph that an app, a stack or any other construct declares.

    It contains each artifact, action, context, experiment and trial component in `scope`, of this
    library or of CloudFormation's own types; the associations in `scope`; and the entities
    elsewhere that those refer to, which have the status ``UNDECLARED``. Call it when everything is
    declared, before or after ``app.synth()``.

    Parameters
    ----------
    scope
        The app, a stack, or a construct in one.

    Examples
    --------
    >>> write_graph(declared_graph(app), "lineage.html")  # doctest: +SKIP
    """
    return _AppReader(scope).graph()


class _AppReader:
    """Collects the entities of an app, so that each way to name one leads to the same vertex."""

    def __init__(self, scope: IConstruct) -> None:
        self._scope = scope
        self._inside = {construct.node.path for construct in scope.node.find_all()}
        self._entities: dict[str, LineageEntity] = {}
        self._ids: dict[str, str] = {}

    def graph(self) -> LineageGraph:
        """Read the whole app, since associations lead out of the scope too."""
        constructs = self._scope.node.root.node.find_all()
        resources = [each for each in constructs if isinstance(each, CfnResource)]
        for resource in resources:
            if resource.cfn_resource_type in ENTITY_KINDS:
                self._add_entity(resource)
        shown = {
            self._id(arn, construct, construct.node.id)
            for construct in constructs
            if self._is_inside(construct) and (arn := entity_arn(construct))
        }
        edges = [
            self._association(resource)
            for resource in resources
            if resource.cfn_resource_type == ASSOCIATION and self._is_inside(resource)
        ]
        shown.update(id_ for edge in edges for id_ in (edge.source, edge.destination))
        vertices = [entity for entity in self._entities.values() if entity.id in shown]
        return LineageGraph(_title(vertices, edges), tuple(vertices), tuple(edges))

    def _is_inside(self, construct: IConstruct) -> bool:
        return construct.node.path in self._inside

    def _add_entity(self, resource: CfnResource) -> None:
        kind = ENTITY_KINDS[resource.cfn_resource_type]
        members = _members(resource)
        path = short_path(resource)
        is_inside = self._is_inside(resource)
        self._entities[path] = LineageEntity(
            id=path,
            kind=kind,
            name=str(members.get(f"{kind.member_prefix}Name") or path.rpartition("/")[2]),
            status=LineageStatus.DECLARED if is_inside else LineageStatus.UNDECLARED,
            type=members.get(f"{kind.member_prefix}Type"),
            source_uri=_capitalised(members.get("Source", {})).get("SourceUri"),
            properties=members.get("Properties", {}),
            declared_by=(_declaring_resource(resource),),
        )
        for attribute in _REFERENCES:
            self._ids[reference(path, attribute)] = path

    def _association(self, resource: CfnResource) -> LineageAssociation:
        given = resource._cfn_properties
        return LineageAssociation(
            source=self._id(given["SourceArn"], resource),
            destination=self._id(given["DestinationArn"], resource),
            status=LineageStatus.DECLARED,
            type=_members(resource).get("AssociationType"),
            declared_by=(_declaring_resource(resource),),
        )

    def _id(self, arn: str, construct: IConstruct, name: str | None = None) -> str:
        """Return the id of the entity that has an ARN, and add the entity if it is new."""
        text = str(unique(arn, Stack.of(construct)))
        id_ = self._ids.setdefault(text, text)
        if id_ not in self._entities:
            self._entities[id_] = LineageEntity(
                id=id_,
                kind=EntityKind.of_arn(text),
                name=name or _last_part(text),
                status=LineageStatus.UNDECLARED,
            )
        return id_


def _members(resource: CfnResource) -> dict[str, Any]:
    """Return the properties of a resource by their names in the template.

    ``_cfn_properties`` is protected, not private: CDK keeps it for classes that build on it.
    """
    given = _capitalised(resource._cfn_properties)
    shown = {name: value for name, value in given.items() if name in _SHOWN}
    return dict(readable(shown, Stack.of(resource)))


def _capitalised(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name[:1].upper() + name[1:]: value for name, value in members.items()}


def _declaring_resource(resource: CfnResource) -> DeclaringResource:
    stack = Stack.of(resource)
    # A nested stack gets its name when it is deployed.
    name = stack.node.path if Token.is_unresolved(stack.stack_name) else stack.stack_name
    return DeclaringResource(name, str(stack.resolve(resource.logical_id)))


def _last_part(arn: str) -> str:
    """Return what follows the last slash that is not in a reference."""
    found = _LAST_PART.search(arn)
    return found[0] if found else arn


def _title(vertices: Iterable[LineageEntity], edges: Iterable[LineageAssociation]) -> str:
    declared = [each.declared_by for each in vertices if each.status is LineageStatus.DECLARED]
    declared += [each.declared_by for each in edges]
    stacks = dict.fromkeys(resource.stack for by in declared for resource in by)
    return f"Declared lineage: {', '.join(stacks) or 'none'}"
