"""The stack ``CDKToolkit``, without which the CDK deploys nothing to an account.

It is the one of `cdk bootstrap`, from the CLI's own template and with its defaults. The CLI itself
would take seconds to start, and to look whether the stack is there.
"""

import time
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from lineage_local.errors import CloudError
from lineage_local.preflight import CDK

STACK = "CDKToolkit"
"""The stack's name."""

# In the CLI's package, which `package-lock.json` pins.
TEMPLATE = CDK.parents[1] / "aws-cdk" / "lib" / "api" / "bootstrap" / "bootstrap-template.yaml"
# What the CLI passes if no option says otherwise: no key that costs money.
_PARAMETERS = [{"ParameterKey": "FileAssetsBucketKmsKeyId", "ParameterValue": "AWS_MANAGED_KEY"}]
_POLL_SECONDS = 0.05


def create(cloudformation: Any) -> None:
    """Create the stack, and wait until it is there.

    Parameters
    ----------
    cloudformation
        A boto3 client of MiniStack's CloudFormation.

    Raises
    ------
    CloudError
        If it cannot be created.
    """
    try:
        cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=TEMPLATE.read_text(encoding="utf-8"),
            Parameters=_PARAMETERS,
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        while (stack := _described(cloudformation))["StackStatus"] == "CREATE_IN_PROGRESS":
            time.sleep(_POLL_SECONDS)
    except (BotoCoreError, ClientError) as error:
        raise CloudError(f"the bootstrap failed: {error}") from error
    if stack["StackStatus"] != "CREATE_COMPLETE":
        reason = stack.get("StackStatusReason", "")
        raise CloudError(f"the bootstrap ended with {stack['StackStatus']}: {reason}")


def _described(cloudformation: Any) -> dict[str, Any]:
    (stack,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    return dict(stack)
