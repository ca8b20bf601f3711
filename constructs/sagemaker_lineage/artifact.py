"""The `Artifact` construct, and artifacts made elsewhere."""

import json
from collections.abc import Mapping
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import jsii
from aws_cdk import (
    IStableAnyProducer,
    ITaggableV2,
    Lazy,
    Names,
    RemovalPolicy,
    Resource,
    Stack,
    TagManager,
    TagType,
)
from aws_cdk import aws_iam as iam
from aws_cdk.interfaces.aws_sagemaker import ArtifactReference, IArtifactRef

from constructs import Construct

from .artifact_source import ArtifactSource
from .association import Association
from .association_end import ENTITY, LineageEntity, entity_arn
from .association_type import AssociationType
from .declaration import render_artifact
from .lineage_resource import Validation, lineage_resource, own_provider, report
from .metadata_properties import MetadataProperties
from .on_existing import OnExisting
from .problems import Problems, show
from .provider import LineageProvider
from .validation import check_arn, check_artifact

_RESOURCE_TYPE = "Custom::SageMakerArtifact"

_declared_sources: WeakKeyDictionary[Stack, dict[str, str]] = WeakKeyDictionary()
"""For each stack, the path of the artifact that declares a source, by the resolved source."""


class IArtifact(IArtifactRef, Protocol):
    """An artifact, declared here or made elsewhere; also CDK's own ``IArtifactRef``."""

    @property
    def artifact_arn(self) -> str:
        """The ARN of the artifact."""

    def grant(self, grantee: iam.IGrantable, *actions: str) -> iam.Grant:
        """Allow actions on the artifact."""

    def grant_read(self, grantee: iam.IGrantable) -> iam.Grant:
        """Allow to describe the artifact and list its tags."""

    def derived_from(self, source: LineageEntity) -> Association:
        """Declare that the artifact is a modification of another entity."""

    def produced_by(self, source: LineageEntity) -> Association:
        """Declare that another entity made the artifact."""

    def contributed_to(self, destination: LineageEntity) -> Association:
        """Declare that the artifact had a part in another entity."""

    def associated_with(self, destination: LineageEntity) -> Association:
        """Declare that the artifact is connected to another entity."""

    def same_as(self, destination: LineageEntity) -> Association:
        """Declare that the artifact is the same thing as another entity."""


@jsii.implements(IArtifactRef)
class _ArtifactBase(Resource):
    """What a declared artifact and one made elsewhere have in common."""

    _artifact_arn: str

    @property
    def artifact_arn(self) -> str:
        """The ARN of the artifact."""
        return self._artifact_arn

    @property
    def artifact_ref(self) -> ArtifactReference:
        """The reference by which CDK's own constructs know the artifact."""
        return ArtifactReference(artifact_arn=self._artifact_arn)

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
            grantee=grantee, actions=list(actions), resource_arns=[self._artifact_arn], scope=self
        )

    def grant_read(self, grantee: iam.IGrantable) -> iam.Grant:
        """Allow to describe the artifact and list its tags."""
        return self.grant(grantee, "sagemaker:DescribeArtifact", "sagemaker:ListTags")

    def derived_from(self, source: LineageEntity) -> Association:
        """Declare that the artifact is a modification of another entity.

        This and the other verbs declare an `Association` below its destination, the entity that
        comes after, so that its stack depends on that of the source and never the other way
        round. Its id there is its type and the source's unique id, here
        ``DerivedFrom<Names.node_unique_id(source.node)>``; it never changes.

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

    def produced_by(self, source: LineageEntity) -> Association:
        """Declare that another entity made the artifact; see `derived_from`.

        Examples
        --------
        >>> model.produced_by(training)  # doctest: +SKIP
        """
        return _associate(self._other(source), self, AssociationType.PRODUCED)

    def contributed_to(self, destination: LineageEntity) -> Association:
        """Declare that the artifact had a part in another entity; see `derived_from`.

        Examples
        --------
        >>> data_set.contributed_to(training)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.CONTRIBUTED_TO)

    def associated_with(self, destination: LineageEntity) -> Association:
        """Declare that the artifact is connected to another entity; see `derived_from`.

        Examples
        --------
        >>> report.associated_with(approval)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.ASSOCIATED_WITH)

    def same_as(self, destination: LineageEntity) -> Association:
        """Declare that the artifact is the same thing as another entity; see `derived_from`.

        Examples
        --------
        >>> model.same_as(registered_model)  # doctest: +SKIP
        """
        return _associate(self, self._other(destination), AssociationType.SAME_AS)

    def _other(self, given: LineageEntity) -> LineageEntity:
        if entity_arn(given) is None:
            raise TypeError(
                f"{self.node.path}: what it is associated with is {show(given)}; expected "
                f"{ENTITY}; an ARN is taken by Artifact.from_artifact_arn and by Association"
            )
        return given


@jsii.implements(ITaggableV2)
class Artifact(_ArtifactBase):
    """A SageMaker ML Lineage artifact: a data set, an image, code, a model or the like.

    The artifact is kept as declared. A changed name, property or tag changes it in place; a
    changed type or metadata makes it anew on the same source, associations included; a changed
    source replaces it. What breaks a rule of SageMaker's is reported at synthesis, all of it at
    once.

    Tags come from ``Tags.of(...)`` at any level and, below those, from the tags of the stack
    itself, as CloudFormation gives those to its own resources. At most 45 are left to the user,
    and keys beginning with ``aws:`` or ``cdk-sagemaker-lineage:`` to nobody.

    Parameters
    ----------
    scope
        The stack, or a construct in it.
    id
        The construct's id.
    source
        Where the artifact lies, which is its identity: there is one artifact for each source.
    artifact_type
        What the artifact is, at most 256 characters; `ArtifactType` has the usual ones.
    artifact_name
        1 to 120 letters, digits and hyphens, beginning and ending with a letter or digit.
        Default: the name that SageMaker gives.
    properties
        At most 30 strings of at most 4096 characters, by keys of at most 2500.
    metadata_properties
        Which commit, repository and project the artifact is from, and what made it.
    on_existing
        What happens when SageMaker already holds an artifact with this source.
    removal_policy
        Whether the artifact is deleted (``DESTROY``) or kept (``RETAIN``) when it is no longer
        declared.
    provider
        The function that calls SageMaker, in the same stack. Default: the stack's own.

    Raises
    ------
    TypeError
        If `source` is no `ArtifactSource`, or `provider` no `LineageProvider`.

    Examples
    --------
    >>> model = Artifact(
    ...     stack,
    ...     "Model",
    ...     source=ArtifactSource.from_bucket(bucket, "models/churn/7/model.tar.gz"),
    ...     artifact_type=ArtifactType.MODEL,
    ...     properties={"accuracy": "0.93"},
    ... )  # doctest: +SKIP
    >>> CfnOutput(stack, "ModelArn", value=model.artifact_arn)  # doctest: +SKIP
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002  # the name that CDK gives it
        *,
        source: ArtifactSource,
        artifact_type: str,
        artifact_name: str | None = None,
        properties: Mapping[str, str] | None = None,
        metadata_properties: MetadataProperties | None = None,
        on_existing: OnExisting = OnExisting.FAIL,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: LineageProvider | None = None,
    ) -> None:
        super().__init__(scope, id)
        if not isinstance(source, ArtifactSource):
            raise TypeError(
                f"{self.node.path}: source is {show(source)}; expected an ArtifactSource, such as "
                f"ArtifactSource.from_bucket(bucket, key)"
            )
        self._problems = Problems()
        self._tag_manager = TagManager(TagType.KEY_VALUE, _RESOURCE_TYPE)
        self._properties = render_artifact(
            self._problems,
            source=source,
            artifact_type=artifact_type,
            artifact_name=artifact_name,
            properties=properties,
            metadata_properties=metadata_properties,
            on_existing=on_existing,
        ) | {"Tags": Lazy.any(_Tags(self), omit_empty_array=True)}
        self._provider = own_provider(self, self._problems, provider)
        self._resource = lineage_resource(
            self,
            self._problems,
            resource_type=_RESOURCE_TYPE,
            properties=self._properties,
            removal_policy=removal_policy,
            provider=self._provider,
        )
        self._artifact_arn = self._resource.ref
        self.node.add_validation(Validation(self._validate))

    @staticmethod
    def from_artifact_arn(
        scope: Construct,
        id: str,  # noqa: A002  # the name that CDK gives it
        artifact_arn: str,
    ) -> IArtifact:
        """Use an artifact made elsewhere, in any account and region.

        Parameters
        ----------
        scope
            The stack, or a construct in it.
        id
            The construct's id.
        artifact_arn
            The ARN of the artifact, or a token.

        Raises
        ------
        TypeError
            If `artifact_arn` is no string.
        """
        return _ImportedArtifact(scope, id, artifact_arn)

    @property
    def artifact_name(self) -> str:
        """The name of the artifact, as a reference to the deployed one."""
        return self._resource.get_att_string("ArtifactName")

    @property
    def artifact_type(self) -> str:
        """The type of the artifact, as a reference to the deployed one."""
        return self._resource.get_att_string("ArtifactType")

    @property
    def source_uri(self) -> str:
        """The URI of the artifact's source, as a reference to the deployed one."""
        return self._resource.get_att_string("SourceUri")

    @property
    def cdk_tag_manager(self) -> TagManager:
        """What ``Tags.of(...)`` adds the artifact's tags to."""
        return self._tag_manager

    def _render_tags(self) -> Any:
        # CloudFormation gives a stack's tags to the resources whose types it knows, so they are
        # given to the artifact here. The lowest priority keeps them below Tags.of(...), and a
        # nested stack's below nothing but its own.
        stack: Stack | None = Stack.of(self)
        stacks = []
        while stack:
            stacks.append(stack)
            stack = stack.nested_stack_parent
        for each in reversed(stacks):
            for key, value in each.tags.tag_values().items():
                self._tag_manager.set_tag(key, value, 0)
        return self._tag_manager.render_tags() or []

    def _validate(self) -> None:
        resolved = Stack.of(self).resolve(self._properties)
        problems = Problems()
        problems.found.extend(self._problems.found)
        check_artifact(problems, resolved)
        self._check_source_is_unique(problems, resolved["Source"])
        report(self, problems)

    def _check_source_is_unique(self, problems: Problems, source: dict[str, Any]) -> None:
        types = sorted(json.dumps(each, sort_keys=True) for each in source.get("SourceTypes", []))
        identity = json.dumps([source.get("SourceUri"), types], sort_keys=True)
        declared = _declared_sources.setdefault(Stack.of(self), {})
        other = declared.setdefault(identity, self.node.path)
        if other != self.node.path:
            problems.add(
                "source",
                source.get("SourceUri"),
                f"another one than that of {other}: SageMaker holds one artifact for each source",
            )


class _ImportedArtifact(_ArtifactBase):
    """An artifact made elsewhere."""

    def __init__(self, scope: Construct, id: str, artifact_arn: str) -> None:  # noqa: A002
        if not isinstance(artifact_arn, str):
            raise TypeError(
                f"{scope.node.path}/{id}: artifact_arn is {show(artifact_arn)}; expected a string"
            )
        problems = Problems()
        check_arn(problems, artifact_arn)
        super().__init__(scope, id, environment_from_arn=None if problems.found else artifact_arn)
        self._artifact_arn = artifact_arn
        report(self, problems)


def _associate(
    source: LineageEntity, destination: LineageEntity, association_type: str
) -> Association:
    """Declare an association below its destination, on the function of that."""
    return Association(
        destination,  # type: ignore[arg-type]  # whatever implements these is a construct
        f"{association_type}{Names.node_unique_id(source.node)}",
        source=source,
        destination=destination,
        association_type=association_type,
        provider=destination._provider if isinstance(destination, Artifact) else None,
    )


@jsii.implements(IStableAnyProducer)
class _Tags:
    """The tags as they are once everything has been added, which is at synthesis."""

    def __init__(self, artifact: Artifact) -> None:
        self._artifact = artifact

    def produce(self) -> Any:
        """Render the tags."""
        return self._artifact._render_tags()
