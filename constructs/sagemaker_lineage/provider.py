"""The function behind the artifacts and associations of a stack."""

from collections.abc import Sequence
from functools import cache, cached_property

from aws_cdk import Aws, Duration, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs

from constructs import Construct

from . import limits
from .attempts import max_event_age_seconds, service_timeout_seconds
from .diagnostics import Diagnostic, show
from .function_code import HANDLER, function_code
from .function_validation import (
    check_architecture,
    check_memory_size,
    check_runtime,
    check_timeout,
)
from .policy import (
    acknowledge_wildcards,
    encryption_statement,
    lineage_statements,
    network_statement,
)
from .stacks import stack_of
from .validation import Validation, report


class LineageProvider(Construct):
    """The function that calls SageMaker for the lineage of one stack, with its role and logs.

    Each stack has one, made with its first `Artifact` or `Association`. To choose other settings,
    make it before those, directly under the stack and with the id `LineageProvider.ID`: then all of
    them use it. A provider with another id serves only those that it is given to, by their
    ``provider`` parameter; if it serves none, that is reported at synthesis.

    Parameters
    ----------
    scope
        The stack, or a construct in it.
    id
        The construct's id. Like those of all constructs that own a custom resource's function,
        it must not change once deployed: CloudFormation refuses another service token.
    runtime
        The function's runtime: Python 3.10 or newer. Default: Python 3.14, the newest that Lambda
        offers.
    architecture
        The function's processor. Default: ARM64, the cheaper one.
    memory_size
        The function's memory, 128 to 10240 MiB. Loading boto3 takes about 100; the processor's
        share grows with the memory, and 256 halves the time of a cold start.
    timeout
        How long one request may take, 5 to 15 minutes. Default: 15 minutes, the longest that Lambda
        has. It costs nothing unless it is needed: SageMaker throttles lineage calls at low rates
        and the artifacts of a large stack are made in parallel, so that a request may have to wait
        for the others.
    vpc
        The VPC that the function runs in. It must give the function a way to SageMaker's API and
        to S3, through which CloudFormation receives the responses. Default: none.
    vpc_subnets
        The subnets in the VPC. Default: the private ones.
    security_groups
        The function's security groups in the VPC. Default: a new one.
    role
        The function's role. What the function needs is added to its policy; a role that CDK
        cannot change must have it already. Default: a new role.
    permissions_boundary
        The permissions boundary of the new role. Default: none.
    log_retention
        How long the function's logs are kept. Default: one month.
    encryption_key
        The key of the function's logs; CloudWatch Logs is allowed to use it. The function's
        environment variables hold nothing that a key should protect. Default: CloudWatch Logs' own.

    Raises
    ------
    TypeError
        If `runtime`, `architecture`, `memory_size` or `timeout` has another type.
    ValueError
        If one of them is out of its range, if both `role` and `permissions_boundary` are given, or
        if the stack has a provider with the id `LineageProvider.ID` already.

    Examples
    --------
    >>> LineageProvider(
    ...     stack, LineageProvider.ID, vpc=vpc, log_retention=logs.RetentionDays.ONE_YEAR
    ... )  # doctest: +SKIP
    """

    ID = "SageMakerLineageProvider"
    """The id, directly under the stack, of the provider that is found without being given."""

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002  # the name that CDK gives it
        *,
        runtime: lambda_.Runtime | None = None,
        architecture: lambda_.Architecture | None = None,
        memory_size: int = 256,
        timeout: Duration | None = None,
        vpc: ec2.IVpc | None = None,
        vpc_subnets: ec2.SubnetSelection | None = None,
        security_groups: Sequence[ec2.ISecurityGroup] | None = None,
        role: iam.IRole | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
        encryption_key: kms.IKey | None = None,
    ) -> None:
        if id == LineageProvider.ID and isinstance(scope.node.try_find_child(id), LineageProvider):
            raise ValueError(
                f"{scope.node.path}/{id}: id is {show(id)}; expected the provider before the first "
                f"artifact or association of its stack, which has made one"
            )
        super().__init__(scope, id)
        path, stack = self.node.path, stack_of(self, scope)
        runtime = lambda_.Runtime.PYTHON_3_14 if runtime is None else runtime
        architecture = lambda_.Architecture.ARM_64 if architecture is None else architecture
        if timeout is None:
            timeout = Duration.seconds(limits.FUNCTION_TIMEOUT_MAX_SECONDS)
        check_runtime(path, runtime)
        check_architecture(path, architecture)
        check_memory_size(path, memory_size)
        check_timeout(path, timeout)
        if role and permissions_boundary:
            raise ValueError(
                f"{path}: permissions_boundary is given together with role; expected only one of "
                f"them, as a given role has its own boundary"
            )
        log_group = self._log_group(log_retention, encryption_key)
        own_role = role or iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description="Keeps the SageMaker lineage of a stack as declared",
            permissions_boundary=permissions_boundary,
        )
        # Through the principal's policy, which the function then depends on: the policy is there
        # before the first artifact is created, and still there when the last one is deleted.
        log_group.grant_write(own_role)
        acknowledge_wildcards(self)
        timeout_seconds = int(timeout.to_seconds())
        self._service_timeout_seconds = service_timeout_seconds(timeout_seconds)
        self._function = lambda_.Function(
            self,
            "Function",
            description="Keeps the SageMaker lineage of a stack as declared",
            code=function_code(self),
            handler=HANDLER,
            runtime=runtime,
            architecture=architecture,
            memory_size=memory_size,
            timeout=timeout,
            # The function serves requests of this stack only, and responds only to CloudFormation.
            environment={"STACK_ID": Aws.STACK_ID, "URL_SUFFIX": Aws.URL_SUFFIX},
            max_event_age=Duration.seconds(max_event_age_seconds(timeout_seconds)),
            vpc=vpc,
            vpc_subnets=vpc_subnets,
            security_groups=security_groups,
            role=own_role,
            initial_policy=[*lineage_statements(stack), *([network_statement()] if vpc else [])],
            log_group=log_group,
        )
        self._is_used = False
        if not (scope is stack and id == LineageProvider.ID):
            self.node.add_validation(Validation(self._check_is_used))

    @staticmethod
    def get_or_create(scope: Construct) -> "LineageProvider":
        """Return the provider of the stack that a construct is in, made when there is none.

        Parameters
        ----------
        scope
            Any construct in the stack.

        Raises
        ------
        TypeError
            If the stack holds something else under the provider's id.
        """
        return _provider_of(stack_of(scope))

    @property
    def function(self) -> lambda_.Function:
        """The function."""
        return self._function

    @property
    def service_token(self) -> str:
        """What a custom resource names as its ``ServiceToken``."""
        self._is_used = True
        return self._function_arn

    @cached_property
    def _function_arn(self) -> str:
        return self._function.function_arn

    @property
    def service_timeout(self) -> Duration:
        """How long CloudFormation waits for a response: as long as Lambda's attempts can take."""
        return Duration.seconds(self._service_timeout_seconds)

    def _check_is_used(self) -> None:
        if not self._is_used:
            unused = Diagnostic(
                "id",
                show(self.node.id),
                "LineageProvider.ID, directly under the stack, for all of its artifacts and "
                "associations, or one of them whose provider it is: nothing uses it",
            )
            report(self, [unused])

    def _log_group(
        self, retention: logs.RetentionDays, encryption_key: kms.IKey | None
    ) -> logs.LogGroup:
        if encryption_key:
            stack = Stack.of(self)
            encryption_key.add_to_resource_policy(encryption_statement(stack))
        return logs.LogGroup(
            self,
            "LogGroup",
            retention=retention,
            encryption_key=encryption_key,
            removal_policy=RemovalPolicy.DESTROY,
        )


@cache
def _provider_of(stack: Stack) -> LineageProvider:
    found = stack.node.try_find_child(LineageProvider.ID)
    if found is None:
        return LineageProvider(stack, LineageProvider.ID)
    if not isinstance(found, LineageProvider):
        raise TypeError(f"{found.node.path} is {show(found)}; expected a LineageProvider")
    return found
