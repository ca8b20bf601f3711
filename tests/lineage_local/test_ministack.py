import boto3

from lineage_local.cloud import Cloud


def test_the_role_that_publishes_assets_can_use_its_bucket(cloud: Cloud) -> None:
    # The bucket's policy denies whatever does not come over TLS.
    found = cloud.running()
    role = "cdk-hnb659fds-file-publishing-role-000000000000-us-east-1"
    credentials = cloud.client("sts").assume_role(
        RoleArn=f"arn:aws:iam::000000000000:role/{role}", RoleSessionName="test"
    )["Credentials"]
    assert found
    s3 = boto3.client(
        "s3",
        endpoint_url=found.ministack.url,
        region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    bucket = "cdk-hnb659fds-assets-000000000000-us-east-1"

    s3.put_object(Bucket=bucket, Key="asset", Body=b"content")

    assert s3.get_object(Bucket=bucket, Key="asset")["Body"].read() == b"content"
