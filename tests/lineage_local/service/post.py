"""Requests below what an AWS client shows."""

import json
from typing import Any, NamedTuple

import urllib3

from lineage_local.service import LineageService

SCOPE = "111122223333/20260101/eu-central-1/sagemaker/aws4_request"
AUTHORIZATION = f"AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=host, Signature=0"


class RawResponse(NamedTuple):
    status: int
    body: dict[str, Any]
    headers: dict[str, str]


def post(
    service: LineageService,
    operation: str,
    body: bytes = b"{}",
    headers: dict[str, str] | None = None,
) -> RawResponse:
    """Return the response to a request of this body and these headers beside the usual ones."""
    sent = {
        "X-Amz-Target": f"SageMaker.{operation}",
        "Authorization": AUTHORIZATION,
        **(headers or {}),
    }
    response = urllib3.PoolManager().request("POST", service.endpoint_url, body=body, headers=sent)
    return RawResponse(response.status, json.loads(response.data), dict(response.headers))
