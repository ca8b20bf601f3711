"""Delivers the response to CloudFormation: a PUT to the request's ResponseURL."""

import ssl
from http import HTTPStatus

import urllib3

ATTEMPT_SECONDS = 4.0
FIRST_PAUSE_SECONDS = 0.5

_ATTEMPTS = 4
_SUCCESS = range(HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES)
_SERVER_ERRORS = range(HTTPStatus.INTERNAL_SERVER_ERROR, 600)

# Made in Lambda's initialisation: to read the certificates takes longer than to send a response.
_TLS = ssl.create_default_context()


class NotDeliveredError(Exception):
    """The response did not arrive; the message says nothing of where it was to go."""


def put(url: str, body: bytes) -> None:
    """PUT ``body`` to ``url``, with retries; raise `NotDeliveredError` if it does not arrive.

    A redirect is not followed: it could lead to a host that is not CloudFormation's.
    """
    retries = urllib3.Retry(
        _ATTEMPTS - 1,
        allowed_methods=None,
        status_forcelist=_SERVER_ERRORS,
        backoff_factor=FIRST_PAUSE_SECONDS,
        raise_on_status=False,
        respect_retry_after_header=False,
    )
    try:
        with urllib3.PoolManager(ssl_context=_TLS) as http:
            # The URL is signed without a content type.
            response = http.request(
                "PUT",
                url,
                body=body,
                headers={"Content-Type": ""},
                retries=retries,
                redirect=False,
                timeout=ATTEMPT_SECONDS,
            )
    except urllib3.exceptions.HTTPError as error:
        raise NotDeliveredError(
            f"it did not reach CloudFormation: {type(error).__name__}"
        ) from None
    if response.status not in _SUCCESS:
        raise NotDeliveredError(f"CloudFormation refused it: HTTP status {response.status}")
