"""Calls take their time, and are throttled, before they are sent.

Most calls of a crowd are throttled, and hundreds of thousands need not travel for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from lineage_local.service.faults import Rate
from lineage_local.service.protocol.errors import ServiceError

from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# What a call takes, and so for how long at least a function holds its place.
CALL_SECONDS = 0.1


class Throttle:
    """What stands before the calls of a client that does not retry them itself.

    Parameters
    ----------
    client
        Whose calls they are.
    rate
        How many are served, on the same clock.
    turns
        The clock.

    Attributes
    ----------
    served, throttled
        How many calls there were.
    """

    event = "before-parameter-build.sagemaker"

    def __init__(self, client: SageMakerClient, rate: Rate, turns: Turns) -> None:
        self.served = self.throttled = 0
        self._rate, self._turns = rate, turns
        # In the place of the one before.
        client.meta.events.unregister(self.event, unique_id="throttle")
        # botocore takes what a handler returns; its types do not say so.
        handler: Any = self._before_call
        client.meta.events.register(self.event, handler, unique_id="throttle")

    def refused(self, error: ServiceError, **call: Any) -> object:
        """Refuse a call as the client would."""
        response: Any = {
            "Error": {"Code": error.code, "Message": error.message},
            "ResponseMetadata": {"HTTPStatusCode": error.status},
        }
        raise ClientError(response, call["model"].name)

    def _before_call(self, **call: Any) -> object | None:
        """Take the time of a call; refuse one that is throttled."""
        self._turns.sleep(CALL_SECONDS)
        try:
            self._rate.take()
        except ServiceError as error:
            self.throttled += 1
            return self.refused(error, **call)
        self.served += 1
        return None
