"""What the function may do: the least that the ownership of artifacts and associations needs.

The function changes only artifacts that carry the mark of this library and deletes only those
that it created. It cannot widen that by tagging: it can mark an artifact as created only in the
call that creates it, and can mark one that it found only as adopted, once.

Associations have no tags, and so no condition tells whose they are. The function keeps that in
records, which are artifacts, created, marked and deleted as any other.

Which action takes which resource and condition is from the Service Authorization Reference,
"Actions, resources, and condition keys for Amazon SageMaker".
"""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from . import limits
from .stacks import environment_of

MARK = f"{limits.RESERVED_TAG_PREFIX_LINEAGE}managed"
"""Key of the tag that marks an artifact as ``created`` or ``adopted`` by this library."""

_ASSOCIATED = ("artifact", "action", "context", "experiment", "experiment-trial-component")
"""What can be the source or the destination of an association, as ARNs call it."""

_REQUEST_MARK = f"aws:RequestTag/{MARK}"
_RESOURCE_MARK = f"aws:ResourceTag/{MARK}"


def lineage_statements(stack: Stack) -> list[iam.PolicyStatement]:
    """Return the statements on SageMaker, for the account and region of a stack."""
    arns = _arns(stack)
    artifacts = [arns["artifact"]]
    marked = {"Null": {_RESOURCE_MARK: "false"}}
    return [
        # IAM knows no resource for list calls.
        iam.PolicyStatement(
            sid="FindArtifacts",
            actions=["sagemaker:ListArtifacts", "sagemaker:ListAssociations"],
            resources=["*"],
        ),
        iam.PolicyStatement(
            sid="ReadArtifacts",
            actions=["sagemaker:DescribeArtifact", "sagemaker:ListTags"],
            resources=artifacts,
        ),
        iam.PolicyStatement(
            sid="CreateArtifacts",
            actions=["sagemaker:CreateArtifact"],
            resources=artifacts,
            conditions={"StringEquals": {_REQUEST_MARK: "created"}},
        ),
        iam.PolicyStatement(
            sid="TagArtifactsWhileCreating",
            actions=["sagemaker:AddTags"],
            resources=artifacts,
            conditions={
                "StringEquals": {
                    "sagemaker:TaggingAction": "CreateArtifact",
                    _REQUEST_MARK: "created",
                }
            },
        ),
        iam.PolicyStatement(
            sid="AdoptUnmarkedArtifacts",
            actions=["sagemaker:AddTags"],
            resources=artifacts,
            conditions={
                "StringEquals": {_REQUEST_MARK: "adopted"},
                "Null": {_RESOURCE_MARK: "true"},
            },
        ),
        iam.PolicyStatement(
            sid="TagMarkedArtifacts",
            actions=["sagemaker:AddTags"],
            resources=artifacts,
            conditions={"Null": {_RESOURCE_MARK: "false", _REQUEST_MARK: "true"}},
        ),
        iam.PolicyStatement(
            sid="ChangeMarkedArtifacts",
            actions=["sagemaker:DeleteTags", "sagemaker:UpdateArtifact"],
            resources=artifacts,
            conditions=marked,
        ),
        iam.PolicyStatement(
            sid="DeleteCreatedArtifacts",
            actions=["sagemaker:DeleteArtifact"],
            resources=artifacts,
            conditions={"StringEquals": {_RESOURCE_MARK: "created"}},
        ),
        # An association needs permission on its source and on its destination.
        iam.PolicyStatement(
            sid="ChangeAssociations",
            actions=["sagemaker:AddAssociation", "sagemaker:DeleteAssociation"],
            resources=[*arns.values()],
        ),
    ]


def _arns(stack: Stack) -> dict[str, str]:
    """Return the ARN of all entities of each kind, in the account and region of a stack."""
    environment = environment_of(stack)
    prefix = f"arn:{stack.partition}:sagemaker:{environment.region}:{environment.account}"
    return {kind: f"{prefix}:{kind}/*" for kind in _ASSOCIATED}


def network_statement() -> iam.PolicyStatement:
    """Return the statement on the network interfaces of a function in a VPC.

    The same actions as in the managed policy AWSLambdaVPCAccessExecutionRole, without its logs.
    """
    return iam.PolicyStatement(
        sid="UseVpc",
        actions=[
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
        ],
        resources=["*"],
    )
