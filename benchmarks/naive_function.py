"""The function of `apps.raw_handler` on the simulator, as `ExecutionEnvironment` is this library's.

It shares the simulated clock, and its responses go to the simulator over HTTP: crhelper speaks
nothing but HTTPS.
"""

from __future__ import annotations

import io
import json
import runpy
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import botocore.endpoint
import pytest
import urllib3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders

from lineage_local.service.protocol.errors import ServiceError
from tests.lineage_handler.simulator.throttle import Throttle
from tests.lineage_handler.simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

_FILE = Path(__file__).parent / "apps" / "raw_handler.py"


class NaiveEnvironment:
    """An execution environment of the function.

    Parameters
    ----------
    turns
        The clock.
    """

    def __init__(self, turns: Turns) -> None:
        module = runpy.run_path(str(_FILE))
        self._handler = module["handler"]
        helper = module["helper"]
        helper._wait_for_cwlogs = partial(helper._wait_for_cwlogs, sleep=turns.sleep)
        helper._send = partial(helper._send, send_response=_put)

    def __call__(self, event: dict[str, Any], context: object) -> None:
        """Serve a request."""
        self._handler(event, context)


class NaiveThrottle(Throttle):
    """A throttle behind botocore's own retries."""

    event = "before-send.sagemaker"

    def refused(self, error: ServiceError, **call: Any) -> AWSResponse:
        """Return the response as it would come over HTTP."""
        request: AWSPreparedRequest = call["request"]
        body = json.dumps({"__type": error.code, "message": error.message})
        return AWSResponse(request.url, error.status, HTTPHeaders(), _Body(body.encode()))


class _Body(io.BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


def naive_environments(
    turns: Turns, count: int, patch: pytest.MonkeyPatch
) -> tuple[list[NaiveEnvironment], SageMakerClient]:
    """Make environments that share a client, whose own retries wait on the simulated clock."""
    client: SageMakerClient = boto3.client("sagemaker")
    patch.setattr(botocore.endpoint, "time", turns)
    with pytest.MonkeyPatch.context() as while_loading:
        while_loading.setattr(boto3, "client", lambda _: client)
        return [NaiveEnvironment(turns) for _ in range(count)], client


def _put(url: str, body: dict[str, Any], _: object) -> None:
    urllib3.request("PUT", url, body=json.dumps(body), headers={"Content-Type": ""})
