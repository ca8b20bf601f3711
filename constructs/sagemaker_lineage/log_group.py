"""The log group of the function, and what its key must allow."""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs

from constructs import Construct


def create_log_group(
    scope: Construct, retention: logs.RetentionDays, encryption_key: kms.IKey | None
) -> logs.LogGroup:
    """Return the log group, which goes with its stack.

    Parameters
    ----------
    scope
        The provider.
    retention
        How long logs are kept.
    encryption_key
        The key that encrypts them; CloudWatch Logs is allowed to use it.
    """
    if encryption_key:
        encryption_key.add_to_resource_policy(_encryption_statement(Stack.of(scope)))
    return logs.LogGroup(
        scope,
        "LogGroup",
        retention=retention,
        encryption_key=encryption_key,
        removal_policy=RemovalPolicy.DESTROY,
    )


def _encryption_statement(stack: Stack) -> iam.PolicyStatement:
    """Return the statement by which CloudWatch Logs may use a key for the log groups of a stack.

    As the CloudWatch Logs User Guide has it, "Encrypt log data in CloudWatch Logs using KMS".
    The one group cannot be named: its ARN is known only once it has the key.
    """
    return iam.PolicyStatement(
        principals=[iam.ServicePrincipal(f"logs.{stack.region}.amazonaws.com")],
        actions=[
            "kms:Decrypt*",
            "kms:Describe*",
            "kms:Encrypt*",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
        ],
        resources=["*"],
        conditions={
            "ArnLike": {
                "kms:EncryptionContext:aws:logs:arn": stack.format_arn(service="logs", resource="*")
            }
        },
    )
