"""What the errors of SageMaker mean, and the Reason that a user reads in the stack's events."""

from __future__ import annotations

from http import HTTPStatus

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ParamValidationError,
)
from botocore.exceptions import (
    ConnectionError as NoConnectionError,
)

from .failure import Failure

# What botocore raises when there is no answer: there is no one class for it.
NETWORK_ERRORS = (NoConnectionError, HTTPClientError)

_NOT_FOUND = frozenset({"ResourceNotFound", "ResourceNotFoundException"})
_ACCESS_DENIED = frozenset({"AccessDenied", "AccessDeniedException"})
_THROTTLED = frozenset(
    {"Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
     "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException"}
)  # fmt: skip
# The service does not model the error of a second artifact on one source. The SageMaker SDK takes
# a ValidationException for it (sagemaker-python-sdk, serve/utils/lineage_utils.py).
_MAY_BE_TAKEN = frozenset(
    {"ValidationException", "ConflictException", "ResourceInUse", "ResourceAlreadyExists"}
)
_QUOTA_REACHED = "ResourceLimitExceeded"
# How every AWS service words the violation of a constraint of its model.
_CONSTRAINT = "failed to satisfy constraint"


def code_of(error: ClientError) -> str:
    """Return the error's code, without a namespace."""
    return str(error.response.get("Error", {}).get("Code", "")).rpartition("#")[2]


def is_not_found(error: ClientError) -> bool:
    """Whether the thing asked for does not exist."""
    return code_of(error) in _NOT_FOUND


def is_access_denied(error: ClientError) -> bool:
    """Whether the function's role does not allow the call."""
    return code_of(error) in _ACCESS_DENIED


def is_busy(error: ClientError) -> bool:
    """Whether the service asks to come back later: throttling, or an error of its own."""
    return code_of(error) in _THROTTLED or _status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR


def is_surely_refused(error: Exception) -> bool:
    """Whether a call that failed so has changed nothing: it was refused, or never sent.

    Nor has an earlier delivery of the same request, which would have failed alike; being throttled
    says nothing of it, and the quota may have been reached by what it created.
    """
    if isinstance(error, ClientError):
        return not is_busy(error) and code_of(error) != _QUOTA_REACHED
    return isinstance(error, EndpointConnectionError | ConnectTimeoutError)


def may_be_taken(error: ClientError) -> bool:
    """Whether a CreateArtifact may have been refused because its source has an artifact."""
    return code_of(error) in _MAY_BE_TAKEN and _CONSTRAINT not in str(error)


def may_be_in_use(error: ClientError) -> bool:
    """Whether a DeleteArtifact may have been refused because the artifact has associations."""
    return code_of(error) in _MAY_BE_TAKEN


def is_expected(error: BaseException) -> bool:
    """Whether the Reason tells all that there is to know of the error."""
    return isinstance(error, Failure | ClientError | BotoCoreError)


def reason_for(error: BaseException) -> str:
    """Say why a request failed and what the user can do, the service's own words first."""
    if isinstance(error, Failure):
        return str(error)
    if isinstance(error, ClientError):
        return f"{error.operation_name}: {_message_of(error)}{_way_out(error)}"
    if isinstance(error, NETWORK_ERRORS):
        return f"{error}{_way_out_of_network(error)}"
    if isinstance(error, ParamValidationError):
        return f"{error}; correct the declaration"
    if isinstance(error, BotoCoreError):
        return f"{error}"
    return (
        f"unexpected {type(error).__name__}: {error}; the function's log has the details under"
        " this request's id"
    )


def _status_of(error: ClientError) -> int:
    return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)


def _message_of(error: ClientError) -> str:
    message = str(error.response.get("Error", {}).get("Message", ""))
    return f"{code_of(error)}: {message}" if message else code_of(error)


def _way_out(error: ClientError) -> str:
    code = code_of(error)
    if is_busy(error):
        return (
            "; SageMaker kept refusing until the function's time was up: deploy again, or give"
            " LineageProvider a longer timeout"
        )
    if is_access_denied(error):
        return (
            "; allow this to the function's role: a role of your own, a permissions boundary or a"
            " service control policy is in the way"
        )
    if code == _QUOTA_REACHED:
        return (
            "; delete what nobody needs, or ask for a higher quota in Service Quotas,"
            " then deploy again"
        )
    if is_not_found(error) and error.operation_name == "AddAssociation":
        return (
            "; both ends of an association must be there, in the stack's account and region:"
            " declare them, or correct their ARNs"
        )
    if code == "ValidationException":
        return "; correct the declaration"
    return ""


def _way_out_of_network(error: Exception) -> str:
    if isinstance(error, EndpointConnectionError | ConnectTimeoutError):
        return (
            "; the function cannot reach SageMaker's API: in a VPC it needs an interface endpoint"
            " for sagemaker.api, or a NAT gateway; elsewhere, check that the region has SageMaker"
        )
    return "; the connection to SageMaker's API broke: deploy again"
