"""The Reason that a user reads in the stack's events: why a request failed, and the way out."""

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from ..sagemaker import errors

OUT_OF_TIME = (
    "the function's time was up before SageMaker had done everything; deploy again, or give"
    " LineageProvider a longer timeout"
)
_THROTTLED = (
    "SageMaker kept refusing until the function's time was up: deploy again, or give"
    " LineageProvider a longer timeout"
)
_ACCESS_DENIED = (
    "allow this to the function's role: a role of your own, a permissions boundary or a service"
    " control policy is in the way"
)
_NO_ENTITY = (
    "both entities of an association must be there, in the stack's account and region: declare"
    " them, or correct their ARNs"
)
_HAS_ASSOCIATIONS = (
    "something may keep adding associations to it: stop that, or delete them, then try again"
)
_UNREACHABLE = (
    "the function cannot reach SageMaker's API: in a VPC it needs an interface endpoint for"
    " sagemaker.api, or a NAT gateway; elsewhere, check that the region has SageMaker"
)
_BY_CODE = {
    errors.QUOTA_REACHED: "delete what nobody needs, or ask for a higher quota in Service Quotas,"
    " then deploy again",
    errors.CONFLICT: "somebody else is changing the same entity: deploy again",
    errors.VALIDATION: "correct the declaration",
}


class Failure(Exception):
    """The request cannot be carried out; the message says why and what to do."""


def is_expected(error: BaseException) -> bool:
    """Return whether the Reason holds all that there is to know of the error."""
    return isinstance(
        error, Failure | errors.OutOfTimeError | errors.GoneError | ClientError | BotoCoreError
    )


def reason_for(error: BaseException) -> str:
    """Return why a request failed and what the user can do, the service's own words first."""
    if isinstance(error, errors.OutOfTimeError):
        return OUT_OF_TIME
    if isinstance(error, errors.GoneError):
        return f"{error} was deleted while it was being declared; deploy again"
    if not is_expected(error):
        return (
            f"unexpected {type(error).__name__}: {error}; the function's log has the details under"
            " this request's id"
        )
    words = _message_of(error) if isinstance(error, ClientError) else str(error)
    return "; ".join(filter(None, (words, _way_out(error))))


def _message_of(error: ClientError) -> str:
    """Return SageMaker's own words: operation, code, and the message if there is one."""
    message = str(error.response.get("Error", {}).get("Message", "")).removesuffix(".")
    return ": ".join(filter(None, (error.operation_name, errors.code_of(error), message)))


def _way_out(error: BaseException) -> str:
    if isinstance(error, errors.UNREACHABLE):
        return _UNREACHABLE
    if isinstance(error, errors.NETWORK_ERRORS):
        return "the connection to SageMaker's API broke: deploy again"
    if isinstance(error, ParamValidationError):
        return "correct the declaration"
    return _way_out_of_refusal(error) if isinstance(error, ClientError) else ""


def _way_out_of_refusal(error: ClientError) -> str:
    if errors.is_throttled(error):
        return _THROTTLED
    if errors.is_access_denied(error):
        return _ACCESS_DENIED
    if errors.is_not_found(error) and error.operation_name == "AddAssociation":
        return _NO_ENTITY
    if errors.may_have_associations(error) and error.operation_name == "DeleteArtifact":
        return _HAS_ASSOCIATIONS
    return _BY_CODE.get(errors.code_of(error), "")
