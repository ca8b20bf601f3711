"""The stack ``CDKToolkit``, without which the CDK deploys nothing to an account.

It is the one of `cdk bootstrap`, from the CLI's own template and with its defaults. The CLI itself
would take seconds to start, and to look whether the stack is there.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from lineage_local.errors import CloudError

STACK = "CDKToolkit"
"""The stack's name."""

# What the CLI passes if no option says otherwise: no key that costs money.
_PARAMETERS = MappingProxyType({"FileAssetsBucketKmsKeyId": "AWS_MANAGED_KEY"})
_POLL_SECONDS = 0.05


def create(
    cloudformation: Any,
    template: Path,
    *,
    stack: str = STACK,
    parameters: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Create the stack, and wait until it is there.

    Parameters
    ----------
    cloudformation
        A boto3 client of MiniStack's CloudFormation.
    template
        The CLI's template.
    stack
        The stack's name.
    parameters
        Parameters of the template, beside those that the CLI passes.

    Raises
    ------
    CloudError
        If it cannot be created.
    """
    try:
        cloudformation.create_stack(
            StackName=stack,
            TemplateBody=template.read_text(encoding="utf-8"),
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in {**_PARAMETERS, **parameters}.items()
            ],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        while (found := _described(cloudformation, stack))["StackStatus"] == "CREATE_IN_PROGRESS":
            time.sleep(_POLL_SECONDS)
    except (BotoCoreError, ClientError) as error:
        raise CloudError(f"the bootstrap failed: {error}") from error
    if found["StackStatus"] != "CREATE_COMPLETE":
        reason = found.get("StackStatusReason", "")
        raise CloudError(f"the bootstrap ended with {found['StackStatus']}: {reason}")


def _described(cloudformation: Any, stack: str) -> dict[str, Any]:
    (found,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return dict(found)
