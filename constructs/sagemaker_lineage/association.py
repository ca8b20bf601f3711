"""The `Association` construct: an edge of the lineage graph."""

from aws_cdk import RemovalPolicy, Resource, Stack

from constructs import Construct

from .association_end import AssociationEnd, LineageEntity
from .declaration import render_association
from .lineage_resource import Validation, lineage_resource, own_provider, report
from .on_existing import OnExisting
from .problems import Problems
from .provider import LineageProvider
from .validation import check_association

_RESOURCE_TYPE = "Custom::SageMakerAssociation"


class Association(Resource):
    """A SageMaker ML Lineage association: what one entity is to another.

    It joins artifacts, actions, contexts, experiments and trial components, whether declared in
    the app, by this library or by CDK's own constructs, or made elsewhere. There is one
    association for each source and destination. It is kept as declared: a changed type makes it
    anew, another source or destination replaces it. Associations cannot be tagged.

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
    provider
        The function that calls SageMaker, in the same stack. Default: the stack's own.

    Raises
    ------
    TypeError
        If `source` or `destination` is neither an entity nor a string, or `provider` no
        `LineageProvider`.

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
        source: LineageEntity | str,
        destination: LineageEntity | str,
        association_type: str | None = None,
        on_existing: OnExisting = OnExisting.FAIL,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        provider: LineageProvider | None = None,
    ) -> None:
        super().__init__(scope, id)
        self._source = AssociationEnd.of(f"{self.node.path}: source", source)
        self._destination = AssociationEnd.of(f"{self.node.path}: destination", destination)
        self._problems = Problems()
        self._properties = render_association(
            self._problems,
            source_arn=self._source.arn,
            destination_arn=self._destination.arn,
            association_type=association_type,
            on_existing=on_existing,
        )
        self._resource = lineage_resource(
            self,
            self._problems,
            resource_type=_RESOURCE_TYPE,
            properties=self._properties,
            removal_policy=removal_policy,
            provider=own_provider(self, self._problems, provider),
        )
        self.node.add_validation(Validation(self._validate))

    @property
    def source_arn(self) -> str:
        """The ARN of the source, as a reference to the deployed association."""
        return self._resource.get_att_string("SourceArn")

    @property
    def destination_arn(self) -> str:
        """The ARN of the destination, as a reference to the deployed association."""
        return self._resource.get_att_string("DestinationArn")

    @property
    def association_type(self) -> str:
        """The type of the association, empty if it has none, as a reference to the deployed one."""
        return self._resource.get_att_string("AssociationType")

    def _validate(self) -> None:
        resolved = Stack.of(self).resolve(self._properties)
        problems = Problems()
        problems.found.extend(self._problems.found)
        check_association(problems, resolved)
        report(self, problems)
