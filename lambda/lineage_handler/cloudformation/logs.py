"""Structured logs: one JSON object a line, with the request's ids in it and no secret.

``ResponseURL`` is a secret: whoever reads it can respond for the resource.
"""

import logging
import os
from collections.abc import Mapping
from typing import Any

from crhelper import log_helper

_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


class RedactingFormatter(log_helper.JsonFormatter):
    """crhelper's JSON lines, with every secret of the request taken out of the finished line."""

    def __init__(self, secrets: tuple[str, ...], **fields: str) -> None:
        super().__init__(**fields)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line of JSON."""
        return redact(super().format(record), self._secrets)


def secrets_of(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what must not be shown: the URL to respond to, or its query, and the credentials."""
    url = str(event.get("ResponseURL") or "")
    credentials = [os.environ.get(name, "") for name in _CREDENTIALS]
    return tuple(secret for secret in (url, url.partition("?")[2], *credentials) if secret)


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """Return a text without the secrets."""
    for secret in secrets:
        text = text.replace(secret, "[redacted]")
    return text


def set_up(event: Mapping[str, Any], aws_request_id: str) -> None:
    """Make every line until the next request carry this one's ids."""
    if not logging.root.handlers:
        # Lambda's runtime brings a handler; other places where the function runs may not.
        logging.root.addHandler(logging.StreamHandler())
    names = ("RequestType", "StackId", "LogicalResourceId", "RequestId")
    log_helper.setup(
        "INFO",
        formatter_cls=lambda **fields: RedactingFormatter(secrets_of(event), **fields),
        boto_level="ERROR",
        aws_request_id=aws_request_id,
        **{name: str(event.get(name)) for name in names},
    )
