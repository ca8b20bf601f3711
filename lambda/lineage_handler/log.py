"""Structured logs: one JSON object a line, with the request's ids in it and no secret.

``ResponseURL`` is a secret: whoever reads it can answer for the resource.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

from crhelper import log_helper

_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_REDACTED = "[redacted]"


class RedactingFormatter(log_helper.JsonFormatter):
    """crhelper's JSON lines, with every secret of the request taken out of the finished line."""

    def __init__(self, secrets: tuple[str, ...], **fields: str) -> None:
        super().__init__(**fields)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Format the record as a line of JSON."""
        return redact(super().format(record), self._secrets)


def secrets_of(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what must not be shown of a request: where to answer, and the credentials.

    The URL's query alone is as good as the URL, hence both.
    """
    response_url = str(event.get("ResponseURL") or "")
    credentials = [os.environ.get(name, "") for name in _CREDENTIALS]
    secrets = [response_url, response_url.partition("?")[2], *credentials]
    return tuple(secret for secret in secrets if secret)


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """Take the secrets out of a text."""
    for secret in secrets:
        text = text.replace(secret, _REDACTED)
    return text


def set_up(event: Mapping[str, Any], aws_request_id: str) -> None:
    """Make every line until the next request carry this one's ids."""
    if not logging.root.handlers:
        # Lambda's runtime brings a handler; other places where the function runs may not.
        logging.root.addHandler(logging.StreamHandler())

    def formatter(**fields: str) -> RedactingFormatter:
        return RedactingFormatter(secrets_of(event), **fields)

    log_helper.setup(
        "INFO",
        formatter_cls=formatter,
        boto_level="ERROR",
        RequestType=str(event.get("RequestType")),
        StackId=str(event.get("StackId")),
        LogicalResourceId=str(event.get("LogicalResourceId")),
        RequestId=str(event.get("RequestId")),
        aws_request_id=aws_request_id,
    )
