"""The role that the construct library gives its function."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from lineage_local.service import Principal

ROLE_ACCOUNT = "000000000000"
"""The account of a caller whose access key is not an account."""

FUNCTION_KEY = "ASIATESTTESTTESTTEST"
FUNCTION_ARN = f"arn:aws:sts::{ROLE_ACCOUNT}:assumed-role/role/function"

# The statements as synthesised; the construct library's tests hold the file to the template. They
# are not synthesised here, where the service asks for them on a thread of its own: jsii has one.
STATEMENTS = Path(__file__).parents[2] / "sagemaker_lineage" / "role_policy.json"


@cache
def function_role(region: str) -> Principal:
    """Return the function with the policy of its role."""
    pseudo = {"AWS::Partition": "aws", "AWS::Region": region, "AWS::AccountId": ROLE_ACCOUNT}

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "Ref" in value:
            return pseudo[value["Ref"]]
        if "Fn::Join" in value:
            separator, parts = value["Fn::Join"]
            return str(separator).join(resolved(parts))
        return {key: resolved(each) for key, each in value.items()}

    # The statement on the log group refers to another resource.
    statements = [
        resolved(each)
        for each in json.loads(STATEMENTS.read_text())
        if "sagemaker:" in str(each["Action"])
    ]
    return Principal(FUNCTION_ARN, [{"Version": "2012-10-17", "Statement": statements}])
