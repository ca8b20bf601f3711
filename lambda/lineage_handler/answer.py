"""The answer to CloudFormation: what crhelper's answer lacks, at the seam that it leaves.

crhelper dispatches requests and sends every answer through ``_send``. This subclass makes of that
one answer per request, which always has a PhysicalResourceId, fits CloudFormation's limits, begins
with the beginning of an error, and either arrives or makes the invocation fail, so that Lambda
delivers the request again.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

from __future__ import annotations

import bisect
import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from crhelper import FAILED, CfnResource

from . import log
from .reasons import is_expected, reason_for
from .request import failed_create_id
from .transport import NotDeliveredError, put

logger = logging.getLogger(__name__)

# "The maximum size of the response body is 4096 bytes."
_LIMIT_BYTES = 4096
# The answer is sent this long before the function ends, if nothing else has been.
_ANSWER_SECONDS = 6.0


class Context(Protocol):
    """What is needed of Lambda's context object."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds before Lambda ends the invocation."""
        ...


class AnsweringResource(CfnResource):
    """A custom resource that answers each request exactly once.

    Attributes
    ----------
    may_have_written
        Set by whoever serves the request: whether a create that fails may have left something.
        Decides the physical id, and so what the Delete that follows looks for.
    """

    def __init__(self) -> None:
        # crhelper makes clients for its polling, which is not used here, unless it is told that
        # it runs in SAM's emulation; that it asks of the environment.
        told = os.environ.get("AWS_SAM_LOCAL")
        os.environ["AWS_SAM_LOCAL"] = "true"
        try:
            super().__init__(json_logging=True, log_level="INFO", sleep_on_delete=0)
        finally:
            if told is None:
                del os.environ["AWS_SAM_LOCAL"]
            else:
                os.environ["AWS_SAM_LOCAL"] = told
        self.may_have_written = True
        self._lock = threading.Lock()
        self._answered = True
        self._undelivered: NotDeliveredError | None = None

    def __call__(self, event: dict[str, Any], context: Context) -> None:
        """Serve one request.

        Raises
        ------
        NotDeliveredError
            If the answer could not be delivered. Lambda then delivers the request again.
        """
        self._forget_last_request(event, context)
        super().__call__(event, context)
        if self._undelivered:
            raise self._undelivered

    def seconds_left(self) -> float:
        """Return the seconds before Lambda ends the invocation."""
        return self._context.get_remaining_time_in_millis() / 1000

    def generate_physical_id(self, _: Mapping[str, Any]) -> str:
        """Return the id of a Create that made nothing, or did not get to know what it made."""
        return failed_create_id(self.LogicalResourceId, may_have_written=self.may_have_written)

    def _forget_last_request(self, event: dict[str, Any], context: Context) -> None:
        """Let nothing of an earlier request on a warm function get into this one's answer."""
        self._event = event
        self._context = context
        self._response_url = event.get("ResponseURL", "")
        self.StackId = event.get("StackId", "")
        self.RequestId = event.get("RequestId", "")
        self.LogicalResourceId = event.get("LogicalResourceId", "")
        self.PhysicalResourceId = ""
        self.Status = self.Reason = ""
        self.Data = {}
        self.NoEcho = False
        self.may_have_written = True
        self._answered = False
        self._undelivered = None

    def _log_setup(self, event: Mapping[str, Any], context: Context) -> None:
        log.set_up(event, context.aws_request_id)

    def _set_timeout(self) -> None:
        # crhelper leaves itself half a second, too short for a second attempt at answering.
        self._timer = threading.Timer(max(self.seconds_left() - _ANSWER_SECONDS, 0), self._timeout)
        self._timer.daemon = True
        self._timer.start()

    def _timeout(self) -> None:
        self._send(
            FAILED,
            "the function's time was up before SageMaker had done everything; deploy again, or"
            " give LineageProvider a longer timeout",
        )

    def _wrap_function(self, func: Callable[[dict[str, Any], Context], str | None]) -> None:
        try:
            self.PhysicalResourceId = func(self._event, self._context) or ""
        except Exception as error:
            self.Status = FAILED
            self.Reason = reason_for(error)
            if not is_expected(error):
                logger.exception({"event": "unexpected error"})

    def _send(self, status: str | None = None, reason: str = "", *_: object) -> None:
        # Held until the answer is out: when this returns, Lambda may freeze the function.
        with self._lock:
            if self._answered:
                return
            self._answered = True
            self._deliver(status or self.Status, reason or self.Reason)

    def _deliver(self, status: str, reason: str) -> None:
        answer = {
            "Status": status,
            "Reason": log.redact(reason, log.secrets_of(self._event)),
            "PhysicalResourceId": self.PhysicalResourceId
            or self._event.get("PhysicalResourceId")
            or self.generate_physical_id(self._event),
            "StackId": self.StackId,
            "RequestId": self.RequestId,
            "LogicalResourceId": self.LogicalResourceId,
            "NoEcho": False,
            "Data": self.Data,
        }
        try:
            put(self._response_url, fitted(answer), self.seconds_left)
        except NotDeliveredError as error:
            logger.error({"event": "answer lost", "why": str(error)})  # noqa: TRY400 (no more to say)
            self._undelivered = error
        else:
            logger.info(
                {"event": "answered"}
                | {key: answer[key] for key in ("Status", "Reason", "PhysicalResourceId")}
            )


def fitted(answer: Mapping[str, Any]) -> bytes:
    """Encode an answer in at most 4096 bytes.

    A long Reason loses its end. Of Data, which is long only if a source URI is of two thousand
    characters that JSON writes as several bytes each, the longest value is left out.
    """
    data = dict(answer["Data"])

    def encoded(reason_length: int) -> bytes:
        shortened = {**answer, "Reason": answer["Reason"][:reason_length], "Data": data}
        return json.dumps(shortened, ensure_ascii=False).encode("utf-8", "replace")

    while data and len(encoded(0)) > _LIMIT_BYTES:
        del data[max(data, key=lambda key: len(data[key]))]
    too_long = bisect.bisect_left(
        range(len(answer["Reason"]) + 1),
        True,  # noqa: FBT003
        key=lambda length: len(encoded(length)) > _LIMIT_BYTES,
    )
    return encoded(too_long - 1)
