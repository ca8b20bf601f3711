"""Errors as botocore raises them."""

from __future__ import annotations

from botocore.exceptions import ClientError


def client_error(
    code: str, message: str = "", *, status: int = 400, operation: str = "CreateArtifact"
) -> ClientError:
    """Return the error of a call that SageMaker has refused."""
    return ClientError(
        {
            "Error": {"Code": code, "Message": message},
            "ResponseMetadata": {
                "HTTPStatusCode": status,
                "RequestId": "",
                "HostId": "",
                "HTTPHeaders": {},
                "RetryAttempts": 0,
            },
        },
        operation,
    )
