"""The `Association` construct: an edge of the lineage graph."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import RemovalPolicy, Resource, Stack, Stage, Token

from constructs import Construct

from .association_type import AssociationType
from .association_validation import check_association, check_entity
from .cycles import cycles
from .declaration import render_association
from .diagnostics import Diagnostic, Diagnostics
from .lineage_entity import AssociatedEntity, ILineageEntityRef
from .lineage_resource import lineage_resource
from .on_existing import OnExisting
from .stacks import environment_of, resolve_all, stack_of, stage_of
from .validation import check_stage, report, warn

_RESOURCE_TYPE = "Custom::SageMakerAssociation"

_DIRECTIONAL = (
    AssociationType.CONTRIBUTED_TO,
    AssociationType.DERIVED_FROM,
    AssociationType.PRODUCED,
)
"""Types whose destination comes after the source, so that no way leads back."""

_CYCLE = "cdk-sagemaker-lineage:cycle"
"""The warning's id, by which it can be acknowledged."""


class Association(Resource):
    """A SageMaker ML Lineage association: what one entity is to another.

    It joins artifacts, actions, contexts, experiments and trial components, whether declared in
    the app, by this library or by CDK's own constructs, or made elsewhere. There is one
    association for each source and destination, and it cannot be tagged. It is kept as declared:

    - another source or destination replaces it;
    - a changed type deletes it and adds it again, since SageMaker cannot change it. This is refused
      where another resource or another stack declares another type for the same two entities;
    - a construct that is renamed or moved keeps its association. A rename and a changed type need
      two deployments.

    What can be known at synthesis is reported there, all of it at once; lineage that leads back
    to where it came from is a warning.

    Parameters
    ----------
    scope
        The stack, or a construct in it; best in the stack of the destination, which comes after
        the source.
    id
        The construct's id.
    source
        Where the association comes from: an `Artifact` or another construct that CDK knows as a
        lineage entity, such as ``CfnAction``, or an ARN in the account and region of the stack.
    destination
        Where the association leads to, given like `source`.
    association_type
        What the source is to the destination, one of `AssociationType`. Default: the association
        has no type.
    on_existing
        What happens when SageMaker already holds an association of the two.
    removal_policy
        Whether the association is deleted (``DESTROY``) or kept (``RETAIN``) when it is no longer
        declared.

    Raises
    ------
    TypeError
        If `source` or `destination` is neither an entity nor a string.

    Examples
    --------
    >>> Association(
    ...     stack,
    ...     "Approval",
    ...     source=approval,  # a CfnAction
    ...     destination=model,
    ...     association_type=AssociationType.ASSOCIATED_WITH,
    ... )  # doctest: +SKIP
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002  # the name that CDK gives it
        *,
        source: ILineageEntityRef | str,
        destination: ILineageEntityRef | str,
        association_type: str | None = None,
        on_existing: OnExisting = OnExisting.FAIL,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
    ) -> None:
        super().__init__(scope, id)
        self._stack = stack_of(self, scope)
        self._source = AssociatedEntity.of(self, "source", source)
        self._destination = AssociatedEntity.of(self, "destination", destination)
        self._diagnostics = Diagnostics()
        self._association_type = association_type
        self._properties = render_association(
            self._diagnostics,
            source_arn=self._source.arn,
            destination_arn=self._destination.arn,
            association_type=association_type,
            on_existing=on_existing,
        )
        self._resource = lineage_resource(
            self,
            self._diagnostics,
            resource_type=_RESOURCE_TYPE,
            properties=self._properties,
            removal_policy=removal_policy,
        )
        check_stage(self._stack, _check_all)

    @property
    def source_arn(self) -> str:
        """The ARN of the source, as a reference to the deployed association."""
        return Token.as_string(self._resource.get_att("SourceArn"))

    @property
    def destination_arn(self) -> str:
        """The ARN of the destination, as a reference to the deployed association."""
        return Token.as_string(self._resource.get_att("DestinationArn"))

    @property
    def association_type(self) -> str:
        """The type of the association, empty if it has none, as a reference to the deployed one."""
        return Token.as_string(self._resource.get_att("AssociationType"))

    def _check(self, resolved: Mapping[str, Any]) -> None:
        diagnostics = Diagnostics(self._diagnostics)
        check_association(diagnostics, resolved)
        source_arn, destination_arn = resolved.get("SourceArn"), resolved.get("DestinationArn")
        for member, entity, arn in (
            ("source", self._source, source_arn),
            ("destination", self._destination, destination_arn),
        ):
            check_entity(diagnostics, member, entity, arn, environment_of(self._stack))
        if source_arn is not None and source_arn == destination_arn:
            diagnostics.append(
                Diagnostic("destination", self._destination.shown, "another entity than the source")
            )
        report(self, diagnostics)


def _check_all(stage: Stage) -> None:
    """Check the associations of a stage: each alone, and with all others of the stage."""
    associations = [each for each in stage.node.find_all() if isinstance(each, Association)]
    resolved = resolve_all([(each._stack, each._properties) for each in associations])
    _check_pairs_are_unique(associations, resolved)
    _warn_of_cycles(associations)
    for association, properties in zip(associations, resolved, strict=True):
        if stage_of(association._stack) is stage:
            association._check(properties)


def _check_pairs_are_unique(
    associations: Sequence[Association], resolved: Sequence[Mapping[str, Any]]
) -> None:
    declared: dict[tuple[Stack, str], Association] = {}
    for association, properties in zip(associations, resolved, strict=True):
        pair = [properties.get("SourceArn"), properties.get("DestinationArn")]
        key = association._stack, json.dumps(pair, sort_keys=True)
        other = declared.setdefault(key, association)
        if other is not association:
            pair_taken = Diagnostic(
                "destination",
                association._destination.shown,
                f"another one than that of {other.node.path}, whose source is the same: "
                f"SageMaker holds one association for each pair, whatever its type",
            )
            report(association, [pair_taken])


def _warn_of_cycles(associations: Sequence[Association]) -> None:
    edges = {
        (each._source.arn, each._destination.arn): each
        for each in associations
        if each._association_type in _DIRECTIONAL and each._source.arn != each._destination.arn
    }
    entities = [entity for each in edges.values() for entity in (each._source, each._destination)]
    # A path says more than an ARN, if one entity is given by both.
    entities.sort(key=lambda entity: entity.construct is not None)
    by_arn = {entity.arn: entity for entity in entities}
    for cycle in cycles(edges):
        association = edges[cycle[0]]
        way = [by_arn[source].shown for source, _ in cycle]
        diagnostic = Diagnostic(
            "destination",
            association._destination.shown,
            f"an entity that does not lead back to the source: {' → '.join([*way, way[0]])}, each "
            f"arrow from source to destination",
        )
        warn(association, _CYCLE, diagnostic)
