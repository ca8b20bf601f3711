"""A client whose every response is checked against the service model."""

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.model import OperationModel, StructureShape
from botocore.validate import ParamValidator

from lineage_local.service import LineageService
from lineage_local.service.protocol.aws_json import deserialize, serialize
from lineage_local.service.protocol.validation import validate

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ACCOUNT = "111122223333"
REGION = "eu-central-1"

# The errors of any operation of an AWS JSON service, beside those of its model.
COMMON_ERRORS = {
    "AccessDeniedException",
    "InternalFailure",
    "SerializationException",
    "ServiceUnavailable",
    "ThrottlingException",
    "UnrecognizedClientException",
    "ValidationException",
}

Connect = Callable[[str, str], "SageMakerClient"]
Call = Callable[..., dict[str, Any]]
Fail = Callable[..., str]


def check_response(
    http_response: Any, parsed: dict[str, Any], model: OperationModel, **_: object
) -> None:
    """Check a response against the model: members, types, limits, errors."""
    raw = json.loads(http_response.content)
    assert parsed["ResponseMetadata"]["RequestId"]
    if http_response.status_code == 200:
        shape = model.output_shape
        assert isinstance(shape, StructureShape)
        members = deserialize(shape, raw)
        assert isinstance(members, dict)
        # Equal only if there is no unknown member, no null and no wrong type.
        assert serialize(shape, members) == raw
        validate(shape, members)
        report = ParamValidator().validate(members, shape)
        assert not report.has_errors(), report.generate_report()
    else:
        modelled = {shape.name for shape in model.error_shapes}
        assert raw.keys() == {"__type", "message"}
        assert raw["__type"] in modelled | COMMON_ERRORS
        assert raw["message"]


def make_client(service: LineageService, account: str, region: str) -> "SageMakerClient":
    client = _session().client(
        "sagemaker",
        region_name=region,
        endpoint_url=service.endpoint_url,
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=Config(
            # An invalid request must reach the service, once, whatever the machine's proxies.
            parameter_validation=False,
            retries={"total_max_attempts": 1},
            proxies={},
        ),
    )
    client.meta.events.register("after-call.sagemaker", check_response)
    return client


@cache
def _session() -> boto3.Session:
    return boto3.Session()
