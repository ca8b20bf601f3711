"""Calls take their time, and are throttled, before they are sent.

Most calls of a crowd are throttled, and hundreds of thousands need not travel for that.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from lineage_local.service.faults import Rate
from lineage_local.service.protocol.errors import ServiceError

from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# What a call takes, and so for how long at least a function holds its place.
CALL_SECONDS = 0.1


class _Body(io.BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


class Throttle:
    """What stands before a client's calls.

    Parameters
    ----------
    client
        Whose calls they are.
    rate
        How many are served.
    turns
        The clock.

    Attributes
    ----------
    served, throttled
        How many calls there were.
    """

    def __init__(self, client: SageMakerClient, rate: Rate, turns: Turns) -> None:
        self.served = self.throttled = 0
        self._rate, self._turns = rate, turns
        # In the place of that of another rate.
        client.meta.events.unregister("before-send.sagemaker", unique_id="throttle")
        client.meta.events.register("before-send.sagemaker", self._answer, unique_id="throttle")

    def _answer(self, request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        """Take the time of a call; return the response to one that is throttled."""
        self._turns.sleep(CALL_SECONDS)
        try:
            self._rate.take()
        except ServiceError as error:
            self.throttled += 1
            body = json.dumps({"__type": error.code, "message": error.message})
            return AWSResponse(request.url, error.status, {}, _Body(body.encode()))
        self.served += 1
        return None
