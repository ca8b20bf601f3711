"""The function behind the artifacts and associations of a stack."""

from collections.abc import Sequence
from functools import cache, cached_property

from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs

from constructs import Construct

from . import limits
from .attempts import max_event_age_seconds, service_timeout_seconds
from .diagnostics import show
from .function_code import HANDLER, function_code
from .function_validation import (
    check_architecture,
    check_memory_size,
    check_place,
    check_reserved_concurrency,
    check_role,
    check_runtime,
    check_timeout,
)
from .log_group import create_log_group
from .policy import lineage_statements, network_statement
from .stacks import stack_of


class LineageProvider(Construct):
    """The function that calls SageMaker for the lineage of one stack, with its role and logs.

    Each stack has one, made with its first `Artifact` or `Association`. To choose other settings,
    make it before those. There is no other place for it, so that no change of an app gives a
    deployed artifact another function: CloudFormation refuses that ("Modifying service token is
    not allowed").

    Parameters
    ----------
    scope
        The stack.
    id
        `LineageProvider.ID`.
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
        The key of the function's logs; CloudWatch Logs is allowed to use it. Default: CloudWatch
        Logs' own.
    environment_encryption
        The key of the function's environment variables, which are its stack's id and its
        partition's domain. Default: Lambda's own.
    reserved_concurrent_executions
        How many requests the function serves at a time, at least 1; the account's concurrency is
        reduced by it. Requests beyond it wait in Lambda's queue. Default: no limit of its own.
    tracing
        Whether X-Ray traces the function. Default: it does not.
    on_failure
        Where Lambda sends a request that no attempt has responded to, with the error, for example
        an ``SqsDestination``. The request holds its ``ResponseURL``, by which whoever reads it
        within two hours can respond to CloudFormation. Default: nowhere.
    dead_letter_queue
        The queue that Lambda sends such a request to, without the error; for rules that want one.
        Default: none.
    code_signing_config
        Which signatures of the function's code are trusted. CDK signs no asset: sign it between
        synthesis and deployment, or have a missing signature only warned of. Default: none.

    Raises
    ------
    TypeError
        If `runtime`, `architecture`, `memory_size`, `timeout` or `reserved_concurrent_executions`
        has another type.
    ValueError
        If one of them is out of its range, if both `role` and `permissions_boundary` are given, if
        scope or id is another one, or if the stack has a provider already.

    Examples
    --------
    >>> LineageProvider(
    ...     stack, LineageProvider.ID, vpc=vpc, log_retention=logs.RetentionDays.ONE_YEAR
    ... )  # doctest: +SKIP
    """

    ID = "SageMakerLineageProvider"
    """The id of every provider, directly under its stack."""

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
        environment_encryption: kms.IKey | None = None,
        reserved_concurrent_executions: int | None = None,
        tracing: lambda_.Tracing | None = None,
        on_failure: lambda_.IDestination | None = None,
        dead_letter_queue: sqs.IQueue | None = None,
        code_signing_config: lambda_.ICodeSigningConfig | None = None,
    ) -> None:
        check_place(scope, id, LineageProvider.ID)
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
        check_reserved_concurrency(path, reserved_concurrent_executions)
        check_role(path, role, permissions_boundary)
        log_group = create_log_group(self, log_retention, encryption_key)
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
            environment_encryption=environment_encryption,
            max_event_age=Duration.seconds(max_event_age_seconds(timeout_seconds)),
            on_failure=on_failure,
            dead_letter_queue=dead_letter_queue,
            reserved_concurrent_executions=reserved_concurrent_executions,
            tracing=tracing,
            code_signing_config=code_signing_config,
            vpc=vpc,
            vpc_subnets=vpc_subnets,
            security_groups=security_groups,
            role=own_role,
            initial_policy=[*lineage_statements(stack), *([network_statement()] if vpc else [])],
            log_group=log_group,
        )

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
        """The function, for example for its metrics.

        What it does with a request that fails is settled: `on_failure` takes the place of its
        ``configure_async_invoke``.
        """
        return self._function

    @cached_property
    def service_token(self) -> str:
        """What a custom resource names as its ``ServiceToken``."""
        return self._function.function_arn

    @property
    def service_timeout(self) -> Duration:
        """How long CloudFormation waits for a response: as long as Lambda's attempts can take."""
        return Duration.seconds(self._service_timeout_seconds)


@cache
def _provider_of(stack: Stack) -> LineageProvider:
    found = stack.node.try_find_child(LineageProvider.ID)
    if found is None:
        return LineageProvider(stack, LineageProvider.ID)
    if not isinstance(found, LineageProvider):
        raise TypeError(f"{found.node.path} is {show(found)}; expected a LineageProvider")
    return found
