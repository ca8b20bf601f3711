"""What the errors of SageMaker's lineage API mean."""

import re

from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

UNREACHABLE = (EndpointConnectionError, ConnectTimeoutError)
NETWORK_ERRORS = (NoConnectionError, HTTPClientError)
"""What botocore raises when there is no response: there is no one class for it."""

QUOTA_REACHED = "ResourceLimitExceeded"
VALIDATION = "ValidationException"
CONFLICT = "ConflictException"

_NOT_FOUND = {"ResourceNotFound", "ResourceNotFoundException"}
_ACCESS_DENIED = {"AccessDenied", "AccessDeniedException"}
_THROTTLED = re.compile(
    "(Throttling|(Request)?Throttled|TooManyRequests)(Exception)?|RequestLimitExceeded"
)
# The API models no error for what is there already, nor for an artifact that has associations. The
# SageMaker SDK takes a ValidationException for it (sagemaker-python-sdk,
# serve/utils/lineage_utils.py).
_IN_THE_WAY = {VALIDATION, CONFLICT, "ResourceInUse", "ResourceAlreadyExists"}
# How every AWS service words the violation of a constraint of its model.
_CONSTRAINT = "failed to satisfy constraint"
_SERVER_ERROR = 500


class GoneError(Exception):
    """The artifact was deleted while the request was being served."""


class OutOfTimeError(Exception):
    """The function's time is up: there is enough left to respond, and for nothing else."""


def code_of(error: ClientError) -> str:
    """Return the error's code, without a namespace."""
    return str(error.response.get("Error", {}).get("Code", "")).rpartition("#")[2]


def is_not_found(error: ClientError) -> bool:
    """Return whether the resource that the call is about does not exist."""
    return code_of(error) in _NOT_FOUND


def is_access_denied(error: ClientError) -> bool:
    """Return whether the function's role does not allow the call."""
    return code_of(error) in _ACCESS_DENIED


def is_throttled(error: ClientError) -> bool:
    """Return whether the service asks to come back later: throttling, or an error of its own."""
    return bool(_THROTTLED.fullmatch(code_of(error))) or may_have_taken_effect(error)


def is_out_of_time(error: BaseException) -> bool:
    """Return whether a request failed because its time was up: throttling is retried until then."""
    is_throttling = isinstance(error, ClientError) and is_throttled(error)
    return is_throttling or isinstance(error, OutOfTimeError)


def may_exist(error: ClientError) -> bool:
    """Return whether a create may have been refused because there is one already."""
    return code_of(error) in _IN_THE_WAY and _CONSTRAINT not in str(error)


def may_have_associations(error: ClientError) -> bool:
    """Return whether a DeleteArtifact may have been refused because the artifact has some."""
    return code_of(error) in _IN_THE_WAY


def may_have_taken_effect(error: Exception) -> bool:
    """Return whether a call that failed so may have been carried out all the same."""
    if isinstance(error, ClientError):
        status: int = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= _SERVER_ERROR
    return not isinstance(error, UNREACHABLE)


def is_surely_refused(error: Exception) -> bool:
    """Return whether neither the call that failed so, nor an earlier one like it, has an effect.

    An earlier delivery of the same request would have failed alike. But throttling says nothing of
    that; the quota may have been reached by what it created, and what exists may be just that.
    """
    if isinstance(error, ClientError):
        return not (is_throttled(error) or may_exist(error) or code_of(error) == QUOTA_REACHED)
    return not may_have_taken_effect(error)
