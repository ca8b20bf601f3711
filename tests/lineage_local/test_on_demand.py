import boto3
import pytest
from botocore.exceptions import ClientError

from lineage_local.client import AccountRegion
from lineage_local.cloud import Cloud


def assume(cloud: Cloud, account: str, region: str, qualifier: str = "hnb659fds") -> str:
    """Assume the role by which the CDK deploys, as its CLI does; return its account."""
    role = f"cdk-{qualifier}-deploy-role-{account}-{region}"
    credentials = cloud.client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/{role}", RoleSessionName="test"
    )["Credentials"]
    found = cloud.running()
    assert found
    sts = boto3.client(
        "sts",
        endpoint_url=found.ministack.url,
        region_name=region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    return str(sts.get_caller_identity()["Account"])


def stacks(cloud: Cloud, account: str, region: str) -> list[str]:
    found = cloud.client("cloudformation", account, region).describe_stacks()["Stacks"]
    return [stack["StackName"] for stack in found]


def test_an_environment_is_bootstrapped_when_its_role_is_assumed(cloud: Cloud) -> None:
    assert stacks(cloud, "123456789012", "eu-north-1") == []

    assert assume(cloud, "123456789012", "eu-north-1") == "123456789012"
    assert assume(cloud, "123456789012", "eu-north-1") == "123456789012"

    assert stacks(cloud, "123456789012", "eu-north-1") == ["CDKToolkit"]
    assert stacks(cloud, "123456789012", "eu-north-2") == []
    assert AccountRegion("123456789012", "eu-north-1") in cloud.environments()


def test_an_environment_can_have_a_bootstrap_of_its_own_qualifier(cloud: Cloud) -> None:
    assert assume(cloud, "123456789012", "ca-central-1", "platform") == "123456789012"

    assert stacks(cloud, "123456789012", "ca-central-1") == ["CDKToolkit-platform"]


def test_any_other_role_is_none_of_it(cloud: Cloud) -> None:
    with pytest.raises(ClientError, match=r"AccessDenied|NoSuchEntity"):
        cloud.client("sts").assume_role(
            RoleArn="arn:aws:iam::210987654321:role/other", RoleSessionName="test"
        )

    assert stacks(cloud, "210987654321", "us-east-1") == []
