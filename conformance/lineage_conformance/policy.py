"""The permissions that a run needs, as IAM policies."""

from collections.abc import Sequence
from typing import Any

from .probes.iam import CONDITION_TAG

_ON_ARTIFACTS = (
    "AddAssociation",
    "AddTags",
    "CreateArtifact",
    "DeleteArtifact",
    "DeleteAssociation",
    "DeleteTags",
    "DescribeArtifact",
    "ListTags",
    "UpdateArtifact",
)
_ON_ALL = ("ListArtifacts", "ListAssociations", "QueryLineage")


def run_policy(region: str, account: str = "*", partition: str = "aws") -> dict[str, Any]:
    """Return the policy of whoever runs the probes, the contract tests and the sweeper.

    IAM cannot be told by an artifact's source whose it is. So the policy allows the deletion of any
    artifact of the region; the sweeper deletes only what runs have made.

    Parameters
    ----------
    region, account, partition
        Where the run takes place; an account of ``*`` stands for whichever the policy is in.
    """
    artifacts = f"arn:{partition}:sagemaker:{region}:{account}:artifact/*"
    return _policy(
        _statement("ProbeArtifacts", _ON_ARTIFACTS, artifacts),
        # IAM knows no resource for list calls and queries.
        _statement("FindLineage", _ON_ALL, "*"),
    )


def restricted_policy(region: str, account: str = "*", partition: str = "aws") -> dict[str, Any]:
    """Return the policy of the role that ``--role-arn`` names: it shows how late IAM knows tags.

    Whoever runs the probes needs ``sts:AssumeRole`` on it, and its trust policy must allow that.
    """
    artifacts = f"arn:{partition}:sagemaker:{region}:{account}:artifact/*"
    condition = {"StringEquals": {f"aws:ResourceTag/{CONDITION_TAG}": "true"}}
    return _policy(
        {**_statement("UpdateByTag", ["UpdateArtifact"], artifacts), "Condition": condition}
    )


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _statement(sid: str, actions: Sequence[str], resource: str) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Action": [f"sagemaker:{action}" for action in actions],
        "Resource": resource,
    }
