"""What every artifact offers, declared here or made elsewhere: its ARN, grants and associations."""

from abc import abstractmethod
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

import jsii
from aws_cdk import Names, Resource, Stage
from aws_cdk import aws_iam as iam

from constructs import Construct, IConstruct, Node, RootConstruct

from .association import Association
from .association_type import AssociationType
from .diagnostics import show
from .lineage_entity import ENTITY, ILineageEntityRef, entity_arn
from .stacks import stack_of, stage_of

if TYPE_CHECKING:
    from aws_cdk.interfaces.aws_sagemaker import ArtifactReference, IArtifactRef
else:
    try:
        from aws_cdk.interfaces.aws_sagemaker import ArtifactReference, IArtifactRef
    except ImportError:
        # They came with AWS::SageMaker::Artifact, and would go with it.
        from types import SimpleNamespace as ArtifactReference

        IArtifactRef = IConstruct


class IArtifact(IArtifactRef, Protocol):
    """An artifact, declared here or made elsewhere; also CDK's own ``IArtifactRef``."""

    @property
    def artifact_arn(self) -> str:
        """The ARN of the artifact."""

    def grant(self, grantee: iam.IGrantable, *actions: str) -> iam.Grant:
        """Allow actions on the artifact."""

    def grant_read(self, grantee: iam.IGrantable) -> iam.Grant:
        """Allow to describe the artifact and list its tags."""

    def derived_from(self, source: ILineageEntityRef) -> Association:
        """Declare that the artifact is a modification of another entity."""

    def produced_by(self, source: ILineageEntityRef) -> Association:
        """Declare that another entity made the artifact."""

    def contributed_to(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact had a part in another entity."""

    def associated_with(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact is connected to another entity."""

    def same_as(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact is the same thing as another entity."""


@jsii.implements(IArtifactRef)
class ArtifactBase(Resource):
    """What a declared artifact and one made elsewhere have in common."""

    @property
    @abstractmethod
    def artifact_arn(self) -> str:
        """The ARN of the artifact."""

    @cached_property
    def node(self) -> Node:
        """The construct's place in the tree."""
        return super().node

    @property
    def artifact_ref(self) -> ArtifactReference:
        """The reference by which CDK's own constructs know the artifact."""
        return ArtifactReference(artifact_arn=self.artifact_arn)

    def grant(self, grantee: iam.IGrantable, *actions: str) -> iam.Grant:
        """Allow actions on the artifact.

        Parameters
        ----------
        grantee
            Who is allowed, for example a role.
        actions
            The IAM actions, for example ``sagemaker:AddAssociation``.
        """
        return iam.Grant.add_to_principal(
            grantee=grantee, actions=list(actions), resource_arns=[self.artifact_arn]
        )

    def grant_read(self, grantee: iam.IGrantable) -> iam.Grant:
        """Allow to describe the artifact and list its tags."""
        return self.grant(grantee, "sagemaker:DescribeArtifact", "sagemaker:ListTags")

    def derived_from(self, source: ILineageEntityRef) -> Association:
        """Declare that the artifact is a modification of another entity.

        This and the other verbs declare an `Association` below its destination, the entity that
        comes after, so that its stack depends on that of the source and never the other way
        round. Its id there is its type and the source's unique id, here
        ``DerivedFrom<Names.node_unique_id(source.node)>``, in a stage as it would be without the
        stage. A verb that is called again returns the association that it has declared already.

        Parameters
        ----------
        source
            What the artifact is derived from: an artifact, or another construct that CDK knows as
            a lineage entity. To give an ARN, use `Artifact.from_artifact_arn` or `Association`.

        Raises
        ------
        TypeError
            If `source` is no such construct.

        Examples
        --------
        >>> report.derived_from(data_set)  # doctest: +SKIP
        """
        return _associate(self._other(source), self, AssociationType.DERIVED_FROM)

    def produced_by(self, source: ILineageEntityRef) -> Association:
        """Declare that another entity made the artifact; see `derived_from`.

        Examples
        --------
        >>> model.produced_by(training)  # doctest: +SKIP
        """
        return _associate(self._other(source), self, AssociationType.PRODUCED)

    def contributed_to(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact had a part in another entity; see `derived_from`.

        Examples
        --------
        >>> data_set.contributed_to(training)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.CONTRIBUTED_TO)

    def associated_with(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact is connected to another entity; see `derived_from`.

        Examples
        --------
        >>> report.associated_with(approval)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.ASSOCIATED_WITH)

    def same_as(self, destination: ILineageEntityRef) -> Association:
        """Declare that the artifact is the same thing as another entity; see `derived_from`.

        Examples
        --------
        >>> model.same_as(registered_model)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.SAME_AS)

    def _other(self, given: ILineageEntityRef) -> ILineageEntityRef:
        if entity_arn(given) is None:
            raise TypeError(
                f"{self.node.path}: what it is associated with is {show(given)}; expected "
                f"{ENTITY}; an ARN is taken by Artifact.from_artifact_arn and by Association"
            )
        return given


def _unique_id(entity: IConstruct, other: IConstruct) -> str:
    """Return the unique id of an entity, within the stage that it shares with another one.

    So an app that is moved into a stage, as a pipeline needs it, keeps its ids.
    """
    stage = stage_of(stack_of(entity))
    shares = stage is not None and stage_of(stack_of(other)) is stage
    within = _path(stage) if stage and shares else ""
    return _unique_id_within(entity, within)  # type: ignore[arg-type]  # constructs are hashable


@cache
def _path(stage: Stage) -> str:
    return stage.node.path


@cache
def _unique_id_within(entity: IConstruct, stage_path: str) -> str:
    if not stage_path:
        return Names.unique_id(entity)
    within: Construct = RootConstruct()
    for each in entity.node.path.removeprefix(f"{stage_path}/").split("/"):
        within = Construct(within, each)
    return Names.unique_id(within)


def _associate(
    source: ILineageEntityRef, destination: ILineageEntityRef, association_type: str
) -> Association:
    """Return the association below its destination."""
    unique_id = _unique_id(source, destination)
    association_id = f"{association_type}{unique_id}"
    declared = destination.node.try_find_child(association_id)
    if isinstance(declared, Association):
        return declared
    return Association(
        destination,  # type: ignore[arg-type]  # whatever implements these is a construct
        association_id,
        source=source,
        destination=destination,
        association_type=association_type,
    )
