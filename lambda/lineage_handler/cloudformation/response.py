"""The response to CloudFormation: what crhelper's response lacks, at the seam that it leaves.

crhelper dispatches requests and sends every response through ``_send``. This subclass makes of that
one response per request, which has a PhysicalResourceId, fits CloudFormation's limits, begins with
the beginning of an error, and either arrives or fails the invocation, so that Lambda delivers the
request again. So does a Delete that runs out of time, while Lambda will deliver it again.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crhelper import FAILED, CfnResource

from ..sagemaker.errors import is_out_of_time
from . import logs
from .delivery import NotDeliveredError, put
from .origin import refusal
from .physical_id import unfinished_id
from .reasons import OUT_OF_TIME, is_expected, reason_for
from .redelivery import UnansweredError, is_delivered_again

logger = logging.getLogger(__name__)

# "The maximum size of the response body is 4096 bytes."
_LIMIT_BYTES = 4096
# The response is sent this long before the function ends, if nothing else has been.
_RESPONSE_SECONDS = 5.0


@dataclass(frozen=True)
class Outcome:
    """What has come of a request that succeeded.

    ``data`` holds all attributes in each response: CloudFormation fails an update whose response
    lacks one that an output reads. ``reason`` is for whoever reads the stack's events.
    """

    physical_id: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


class CreateFailedError(Exception):
    """A Create failed: its cause says why, its text is the physical id to respond with."""


class CustomResource(CfnResource):
    """A custom resource that responds to each request exactly once."""

    def __init__(self) -> None:
        # crhelper makes three clients for its polling, which is not used here, unless it is told
        # that it runs in SAM's emulation; that it asks of the environment.
        os.environ.setdefault("AWS_SAM_LOCAL", "true")
        super().__init__(json_logging=True, log_level="INFO", sleep_on_delete=0)
        self._lock = threading.Lock()
        self._has_responded = True
        self._is_out_of_time = False
        self._undelivered: NotDeliveredError | UnansweredError | None = None

    def __call__(self, event: dict[str, Any], context: Any) -> None:
        """Serve one request; raise `NotDeliveredError` if the response did not arrive.

        Raises `UnansweredError` if the time is up and Lambda delivers the request again.
        What is not CloudFormation's is not served. The invocation ends well all the same: Lambda
        would otherwise deliver the event twice more.
        """
        if reason := refusal(event):
            # Without its URL: whatever that said would be taken out of the line.
            logs.set_up({**event, "ResponseURL": ""}, context.aws_request_id)
            logger.error({"event": "refused", "reason": reason})
            return
        self._forget_last_request(event, context)
        super().__call__(event, context)
        if self._undelivered:
            raise self._undelivered

    def seconds_left(self) -> float:
        """Return the seconds before Lambda ends the invocation; 0 when it has responded.

        Whatever asks this before it writes writes nothing after the response.
        """
        return 0.0 if self._has_responded else self._lambda_seconds_left()

    def generate_physical_id(self, _: Mapping[str, Any]) -> str:
        """Return the id of a Create that did not get to know what it wrote."""
        return unfinished_id(self.RequestId)

    def _lambda_seconds_left(self) -> float:
        return int(self._context.get_remaining_time_in_millis()) / 1000

    def _forget_last_request(self, event: dict[str, Any], context: Any) -> None:
        """Let nothing of an earlier request on a warm function get into this one's response."""
        self._event, self._context = event, context
        self.RequestId = event.get("RequestId", "")
        self.PhysicalResourceId = self.Status = self.Reason = ""
        self.Data = {}
        self._has_responded, self._is_out_of_time, self._undelivered = False, False, None
        self._timeout_seconds = self._lambda_seconds_left()

    def _log_setup(self, event: Mapping[str, Any], context: Any) -> None:
        logs.set_up(event, context.aws_request_id)

    def _set_timeout(self) -> None:
        # crhelper leaves itself half a second, too short for a second attempt at responding.
        seconds = max(self._lambda_seconds_left() - _RESPONSE_SECONDS, 0)
        self._timer = threading.Timer(seconds, self._timeout)
        self._timer.daemon = True
        self._timer.start()

    def _timeout(self) -> None:
        # The last resort: a request ends by itself when its deadline comes.
        self._is_out_of_time = True
        self._send(FAILED, OUT_OF_TIME)

    def _wrap_function(self, func: Callable[[dict[str, Any], Any], Outcome]) -> None:
        try:
            outcome = func(self._event, self._context)
        except CreateFailedError as failed:
            self.PhysicalResourceId = str(failed)
            self._fail(failed.__cause__ or failed)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the response's Reason)
            self._fail(error)
        else:
            self.PhysicalResourceId = outcome.physical_id
            self.Data = dict(outcome.data)
            self.Reason = outcome.reason

    def _fail(self, error: BaseException) -> None:
        self.Status = FAILED
        self.Reason = reason_for(error)
        self._is_out_of_time = is_out_of_time(error)
        if not is_expected(error):
            logger.error({"event": "unexpected error"}, exc_info=error)

    def _send(self, status: str | None = None, reason: str = "", *_: object) -> None:
        # Held until the response is out: when this returns, Lambda may freeze the function.
        with self._lock:
            if self._has_responded:
                return
            self._has_responded = True
            if self._is_out_of_time and is_delivered_again(self._event, self._timeout_seconds):
                self._undelivered = UnansweredError("the time is up: left to the next delivery")
                logger.info({"event": str(self._undelivered)})
                return
            try:
                self._deliver(status or self.Status, reason or self.Reason)
            except Exception as error:  # noqa: BLE001 (the invocation fails, whatever it is)
                why = str(error) if isinstance(error, NotDeliveredError) else type(error).__name__
                self._undelivered = NotDeliveredError(f"the response was lost: {why}")
                logger.error({"event": str(self._undelivered)})  # noqa: TRY400 (no URL in a log)

    def _deliver(self, status: str, reason: str) -> None:
        event = self._event
        told = {
            "Status": status,
            "Reason": logs.redact(reason, logs.secrets_of(event)),
            "PhysicalResourceId": self.PhysicalResourceId
            or event.get("PhysicalResourceId")
            or self.generate_physical_id(event),
        }
        ids = {key: event.get(key, "") for key in ("StackId", "RequestId", "LogicalResourceId")}
        put(event.get("ResponseURL", ""), fitted(told | ids | {"NoEcho": False, "Data": self.Data}))
        logger.info({"event": "responded"} | told)


def fitted(response: Mapping[str, Any]) -> bytes:
    """Return a response as at most 4096 bytes, in which no key is missing.

    What is too long loses its end: the Reason, then what is needed least of Data. That is the
    source's URI: whoever declares it has it. Two thousand characters of it fit, unless UTF-8 writes
    them as several bytes each.
    """
    told = {**response, "Data": dict(response["Data"])}
    while (excess := len(body := _encoded(told)) - _LIMIT_BYTES) > 0:
        holder, key = _needed_least(told)
        # JSON writes a character as six bytes at most.
        kept = holder[key][: -max(excess // 6, 1) - 1]
        holder[key] = kept and kept + "…"
    return body


def _encoded(response: Mapping[str, Any]) -> bytes:
    return json.dumps(response, ensure_ascii=False).encode("utf-8", "replace")


def _needed_least(response: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return what a response can do without longest, as a dict and the key in it."""
    if response["Reason"]:
        return response, "Reason"
    data = response["Data"]
    if data.get("SourceUri"):
        return data, "SourceUri"
    return data, max(data, key=lambda key: len(data[key]))
