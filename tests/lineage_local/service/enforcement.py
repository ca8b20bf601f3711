"""A service that enforces the policies of one function, which a test can change."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_local.service import Principal
from lineage_local.service.caller import Caller
from tests.lineage_local.service.role import FUNCTION_ARN, FUNCTION_KEY

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


class FunctionPrincipal:
    """The principal of every caller with temporary credentials."""

    principal = Principal(FUNCTION_ARN, [])

    def __call__(self, caller: Caller) -> Principal:
        assert caller.access_key == FUNCTION_KEY
        return self.principal

    def allow(
        self, *actions: str, resource: str = "*", condition: Mapping[str, Any] | None = None
    ) -> None:
        """Replace the policies by one statement."""
        policy = document("Allow", *actions, resource=resource, condition=condition)
        self.principal = Principal(FUNCTION_ARN, [policy])


def document(
    effect: str, *actions: str, resource: str = "*", condition: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a policy of one statement."""
    statement = {
        "Effect": effect,
        "Action": [f"sagemaker:{action}" for action in actions],
        "Resource": resource,
        "Condition": condition or {},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def tags(**values: str) -> Any:
    """Return tags; `mark` and `claim` stand for the keys of the construct library."""
    keys = {"mark": "cdk-sagemaker-lineage:managed", "claim": "cdk-sagemaker-lineage:claim:0:0"}
    return [{"Key": keys.get(key, key), "Value": value} for key, value in values.items()]


def create(client: "SageMakerClient", uri: str = "s3://bucket/key", **values: str) -> str:
    """Create an artifact with tags; return its ARN."""
    response = client.create_artifact(
        Source={"SourceUri": uri}, ArtifactType="T", Tags=tags(**values)
    )
    return response["ArtifactArn"]


def denied(attempt: Callable[[], object]) -> str:
    """Attempt what must be denied; return the missing permission, e.g. ``AddTags on <arn>``."""
    with pytest.raises(ClientError) as caught:
        attempt()
    response = caught.value.response
    assert response["Error"]["Code"] == "AccessDeniedException"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    message = response["Error"]["Message"]
    beginning, _, rest = message.partition(" is not authorized to perform: sagemaker:")
    action, _, rest = rest.partition(" on resource: ")
    resource, _, reason = rest.partition(" ")
    assert beginning == f"User: {FUNCTION_ARN}"
    assert reason == f"because no identity-based policy allows the sagemaker:{action} action"
    return f"{action} on {resource}"
