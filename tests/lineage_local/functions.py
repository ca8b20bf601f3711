"""Lambda functions for the tests."""

import io
import json
import zipfile
from typing import Any

from lineage_local.cloud import Cloud

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def create_function(cloud: Cloud, name: str, code: str, action: str = "logs:*") -> None:
    """Create a function of this source that may do `action`; its handler is `index.handler`."""
    iam = cloud.client("iam")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(_TRUST))
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=policy)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("index.py", code)
    cloud.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.13",
        Handler="index.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": package.getvalue()},
        Timeout=60,
    )


def invoke(cloud: Cloud, name: str) -> Any:
    """Return what the function returns."""
    response = cloud.client("lambda").invoke(FunctionName=name)
    payload = json.loads(response["Payload"].read())
    assert "FunctionError" not in response, payload
    return payload
