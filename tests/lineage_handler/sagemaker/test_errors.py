"""What the errors of SageMaker's lineage API mean."""

from __future__ import annotations

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from lineage_handler.sagemaker import errors

from .client_error import client_error

URL = "https://api.sagemaker.eu-west-1.amazonaws.com/"
CONSTRAINT = "1 validation error detected: Value '' at 'x' failed to satisfy constraint: …"

EXISTS = client_error("ValidationException", "An artifact with this source already exists")
INVALID = client_error("ValidationException", CONSTRAINT)
CONFLICT = client_error("ConflictException")
QUOTA = client_error("ResourceLimitExceeded")
THROTTLED = client_error("ThrottlingException", "Rate exceeded")
FAILED = client_error("InternalFailure", status=500)
UNAVAILABLE = client_error("ServiceUnavailable", status=503)
DENIED = client_error("AccessDeniedException")
NOT_FOUND = client_error("ResourceNotFound")
REFUSALS = {
    str(each): each
    for each in (
        EXISTS,
        INVALID,
        CONFLICT,
        QUOTA,
        THROTTLED,
        FAILED,
        UNAVAILABLE,
        DENIED,
        NOT_FOUND,
    )
}

NO_HOST = EndpointConnectionError(endpoint_url=URL)
NO_CONNECTION = ConnectTimeoutError(endpoint_url=URL)
CUT_OFF = ConnectionClosedError(endpoint_url=URL)
NO_RESPONSE = ReadTimeoutError(endpoint_url=URL)

every_refusal = pytest.mark.parametrize("error", REFUSALS.values(), ids=REFUSALS)


@pytest.mark.parametrize("code", ["ResourceNotFound", "com.amazonaws.sagemaker#ResourceNotFound"])
def test_code_has_no_namespace(code: str) -> None:
    assert errors.code_of(client_error(code)) == "ResourceNotFound"


@every_refusal
def test_not_found(error: ClientError) -> None:
    assert errors.is_not_found(error) is (error is NOT_FOUND)


@every_refusal
def test_access_denied(error: ClientError) -> None:
    assert errors.is_access_denied(error) is (error is DENIED)


@every_refusal
def test_throttling_and_errors_of_the_service_ask_to_come_back(error: ClientError) -> None:
    assert errors.is_throttled(error) is (error in {THROTTLED, FAILED, UNAVAILABLE})


@pytest.mark.parametrize(
    "code",
    [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
    ],
)
def test_each_word_of_aws_for_throttling(code: str) -> None:
    assert errors.is_throttled(client_error(code))


@every_refusal
def test_create_may_be_refused_because_there_is_one(error: ClientError) -> None:
    """But not if the request violates a constraint of the model."""
    assert errors.may_exist(error) is (error in {EXISTS, CONFLICT})


@every_refusal
def test_delete_may_be_refused_because_of_associations(error: ClientError) -> None:
    assert errors.may_have_associations(error) is (error in {EXISTS, INVALID, CONFLICT})


@pytest.mark.parametrize("error", [CUT_OFF, NO_RESPONSE, FAILED, UNAVAILABLE], ids=str)
def test_call_may_have_taken_effect(error: Exception) -> None:
    assert errors.may_have_taken_effect(error)
    assert not errors.is_surely_refused(error)


@pytest.mark.parametrize("error", [NO_HOST, NO_CONNECTION], ids=str)
def test_call_without_a_connection_has_no_effect(error: Exception) -> None:
    assert not errors.may_have_taken_effect(error)
    assert errors.is_surely_refused(error)


@every_refusal
def test_surely_refused_is_what_an_earlier_delivery_cannot_have_caused(error: ClientError) -> None:
    """An earlier delivery of the request may have created what exists, or what fills the quota."""
    assert errors.is_surely_refused(error) is (error in {INVALID, DENIED, NOT_FOUND})


@pytest.mark.parametrize("error", [NO_HOST, NO_CONNECTION, CUT_OFF, NO_RESPONSE], ids=str)
def test_lack_of_a_response_is_a_network_error(error: Exception) -> None:
    assert isinstance(error, errors.NETWORK_ERRORS)
