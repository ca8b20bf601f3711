"""The boto3 clients of a run."""

from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from .budget import Budget
from .journal import Journal

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# A run's calls are few and slow, so a throttled one is sent again; each attempt counts.
_CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 3}, read_timeout=20)


def sagemaker_client(
    budget: Budget, journal: Journal, *, region: str | None, endpoint_url: str | None, **keys: Any
) -> "SageMakerClient":
    """Return a client whose calls are counted, spaced and remembered.

    Parameters
    ----------
    budget, journal
        What watches its calls.
    region, endpoint_url
        Where it calls; None for what the environment says.
    keys
        Credentials, by boto3's names; without them those of the environment.
    """
    client = boto3.client(
        "sagemaker", region_name=region, endpoint_url=endpoint_url, config=_CONFIG, **keys
    )
    budget.watch(client)
    journal.watch(client)
    return client


def keys_of_role(role_arn: str, region: str | None) -> dict[str, str]:
    """Return the keys of a session of a role.

    Parameters
    ----------
    role_arn
        The role's ARN.
    region
        Whose endpoint of STS is asked; None for what the environment says.
    """
    response = boto3.client("sts", region_name=region).assume_role(
        RoleArn=role_arn, RoleSessionName="lineage-conformance"
    )
    credentials = response["Credentials"]
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }
