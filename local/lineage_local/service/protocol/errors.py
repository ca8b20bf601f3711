"""The errors that the service responds with."""


class ServiceError(Exception):
    """An error response of the service.

    Parameters
    ----------
    code
        What a client sees as ``Error.Code``, e.g. ``ResourceNotFound``.
    message
        What a client sees as ``Error.Message``.
    status
        HTTP status: 400 for what the caller can correct, 500 for what it cannot.

    Examples
    --------
    >>> raise ServiceError("ThrottlingException", "Rate exceeded")
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


def validation_error(message: str) -> ServiceError:
    """Return the error for a request that breaks a rule of the model or of the service."""
    return ServiceError("ValidationException", message)


def not_found(message: str) -> ServiceError:
    """Return the error for an entity that does not exist."""
    return ServiceError("ResourceNotFound", message)


def limit_exceeded(message: str) -> ServiceError:
    """Return the error for a quota that is used up."""
    return ServiceError("ResourceLimitExceeded", message)
