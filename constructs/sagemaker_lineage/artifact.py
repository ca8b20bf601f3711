"""The `Artifact` construct."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import jsii
from aws_cdk import ITaggableV2, RemovalPolicy, Stage, TagManager, TagType, Token
from aws_cdk.interfaces import ResourceEnvironment

from constructs import Construct, IConstruct

from .artifact_base import ArtifactBase, IArtifact
from .artifact_source import ArtifactSource
from .artifact_tags import render_tags
from .artifact_validation import check_artifact
from .declaration import render_artifact
from .diagnostics import Diagnostics, show
from .imported_artifact import ImportedArtifact
from .lineage_resource import lineage_resource
from .metadata_properties import MetadataProperties
from .native_artifact import native_source
from .on_existing import OnExisting
from .shared_sources import DeclaredSource, shared_sources
from .stacks import environment_of, resolve_all, stack_of, stage_of
from .tokens import as_text
from .validation import check_stage, report, warn

_RESOURCE_TYPE = "Custom::SageMakerArtifact"


@jsii.implements(ITaggableV2)
class Artifact(ArtifactBase):
    """A SageMaker ML Lineage artifact: a data set, an image, code, a model or the like.

    The artifact is kept as declared:

    - a changed name, property or tag is changed in place, and what others added stays;
    - a changed source replaces the artifact, since the source is its identity;
    - a changed type is refused, since SageMaker cannot change it;
    - changed metadata are not written, since they say how the artifact came to be;
    - a construct that is renamed or moved keeps its artifact: the new resource's claim is added,
      then name, properties and tags are brought to the declaration in place. With another type,
      this is refused.

    What breaks a rule of SageMaker's is reported at synthesis, all of it at once.

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
        What the artifact is, at most 256 characters; `ArtifactType` has the usual ones. SageMaker
        cannot change it (API Reference, UpdateArtifact), so the deployment of a change fails:
        declare another source, or remove the artifact and declare it again in two deployments.
    artifact_name
        1 to 120 letters, digits and hyphens, beginning and ending with a letter or digit.
        Default: the name that SageMaker gives.
    properties
        At most 30 strings of at most 4096 characters, by keys of at most 2500.
    metadata_properties
        How the artifact came to be: its commit, repository and project, and what generated it.
        They are written when the artifact is created; a later change writes nothing. Make a
        property of a value that shall change on every deployment.
    on_existing
        What happens when SageMaker already holds an artifact with this source.
    removal_policy
        Whether the artifact is deleted (``DESTROY``) or kept (``RETAIN``) when it is no longer
        declared.

    Raises
    ------
    TypeError
        If `source` is no `ArtifactSource`.

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
    ) -> None:
        super().__init__(scope, id)
        if not isinstance(source, ArtifactSource):
            raise TypeError(
                f"{self.node.path}: source is {show(source)}; expected an ArtifactSource, such as "
                f"ArtifactSource.from_bucket(bucket, key)"
            )
        self._stack = stack_of(self, scope)
        self._diagnostics = Diagnostics()
        self._tag_manager = TagManager(TagType.KEY_VALUE, _RESOURCE_TYPE)
        self._properties = render_artifact(
            self._diagnostics,
            source=source,
            artifact_type=artifact_type,
            artifact_name=artifact_name,
            properties=properties,
            metadata_properties=metadata_properties,
            on_existing=on_existing,
        ) | render_tags(self._stack, self._tag_manager)
        self._resource = lineage_resource(
            self,
            self._diagnostics,
            resource_type=_RESOURCE_TYPE,
            properties=self._properties,
            removal_policy=removal_policy,
        )
        self._source_uri = source.source_uri
        check_stage(self._stack, _check_all)

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
        return ImportedArtifact(scope, id, artifact_arn)

    @cached_property
    def artifact_arn(self) -> str:
        """The ARN of the artifact."""
        return self._resource.ref

    @cached_property
    def env(self) -> ResourceEnvironment:
        """Account and region of the artifact, which are those of its stack."""
        return environment_of(self._stack)

    @property
    def artifact_name(self) -> str:
        """The name of the artifact, as a reference to the deployed one."""
        return Token.as_string(self._resource.get_att("ArtifactName"))

    @property
    def artifact_type(self) -> str:
        """The type of the artifact, as a reference to the deployed one."""
        return Token.as_string(self._resource.get_att("ArtifactType"))

    @property
    def commit_id(self) -> str:
        """The commit that the artifact was created with, empty if none.

        A reference to the deployed artifact: it stays when another commit is declared later.
        """
        return Token.as_string(self._resource.get_att("CommitId"))

    @property
    def source_uri(self) -> str:
        """The URI of the artifact's source, as declared: a string or a token.

        What uses it does not depend on the artifact; add a dependency where it shall.
        """
        return as_text(self._source_uri)

    @property
    def cdk_tag_manager(self) -> TagManager:
        """What ``Tags.of(...)`` adds the artifact's tags to."""
        return self._tag_manager

    def _check(self, resolved: Mapping[str, Any]) -> None:
        diagnostics = Diagnostics(self._diagnostics)
        check_artifact(diagnostics, self._properties, resolved)
        report(self, diagnostics)


def _check_all(stage: Stage) -> None:
    """Check the artifacts of a stage: each alone, and with all others of the app."""
    constructs = stage.node.root.node.find_all()
    _check_sources(stage, constructs)
    artifacts = [
        each for each in constructs if isinstance(each, Artifact) and stage_of(each._stack) is stage
    ]
    resolved = resolve_all([(each._stack, each._properties) for each in artifacts])
    for artifact, properties in zip(artifacts, resolved, strict=True):
        artifact._check(properties)


def _check_sources(stage: Stage, constructs: Iterable[IConstruct]) -> None:
    """Report the artifacts of a stage that meet others of the app when they are deployed."""
    declared = [found for each in constructs if (found := _declared_source(each))]
    for shared in shared_sources(declared):
        # Each stage is checked on its own, when what is late in it is final.
        if stage_of(stack_of(shared.construct)) is not stage:
            continue
        if shared.warning:
            warn(shared.construct, shared.warning, shared.diagnostic)
        else:
            report(shared.construct, [shared.diagnostic])


def _declared_source(construct: IConstruct) -> DeclaredSource | None:
    if isinstance(construct, Artifact):
        given = construct._properties
        return DeclaredSource(construct, construct._stack, given["Source"], "OnExisting" in given)
    source = native_source(construct)
    return DeclaredSource(construct, stack_of(construct), source) if source else None
