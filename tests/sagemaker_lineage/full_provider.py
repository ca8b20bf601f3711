"""A provider with every option that a platform team may ask for."""

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_logs as logs
from aws_cdk import aws_signer as signer
from aws_cdk import aws_sqs as sqs

from sagemaker_lineage import LineageProvider


def fully_configured(stack: Stack) -> LineageProvider:
    """Return the stack's provider, given what a platform has set up elsewhere."""
    key = kms.Key.from_key_arn(stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/1")
    queue = sqs.Queue.from_queue_arn(stack, "Queue", "arn:aws:sqs:eu-west-1:123456789012:failed")
    profile = signer.SigningProfile.from_signing_profile_attributes(
        stack, "Profile", signing_profile_name="profile", signing_profile_version="1"
    )
    return LineageProvider(
        stack,
        LineageProvider.ID,
        vpc=ec2.Vpc.from_vpc_attributes(
            stack,
            "PlatformVpc",
            vpc_id="vpc-1",
            availability_zones=["eu-west-1a"],
            private_subnet_ids=["subnet-1"],
        ),
        security_groups=[ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-1")],
        permissions_boundary=iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "b"),
        log_retention=logs.RetentionDays.ONE_YEAR,
        encryption_key=key,
        environment_encryption=key,
        reserved_concurrent_executions=10,
        tracing=lambda_.Tracing.ACTIVE,
        on_failure=destinations.SqsDestination(queue),
        dead_letter_queue=queue,
        code_signing_config=lambda_.CodeSigningConfig(stack, "Signing", signing_profiles=[profile]),
    )
