"""A function that does as a test says, for tests of the simulator itself."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit


def put(event: dict[str, Any], **changes: Any) -> None:
    """Respond to a request: by default well, with the id that its properties say."""
    ids = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    physical_id = event["ResourceProperties"]["Id"]
    body = {"Status": "SUCCESS", "PhysicalResourceId": physical_id, **ids, **changes}
    url = urlsplit(event["ResponseURL"])
    connection = http.client.HTTPConnection(url.netloc)
    connection.request("PUT", f"{url.path}?{url.query}", body=json.dumps(body))
    connection.getresponse().read()
    connection.close()


class ScriptedFunction:
    """A function that fails where a test says, by request type and id, and responds well else."""

    def __init__(self) -> None:
        self.failing: set[tuple[str, str]] = set()
        self.dead: set[str] = set()

    def __call__(self, event: dict[str, Any], _: object) -> None:
        request_type, physical_id = event["RequestType"], event["ResourceProperties"]["Id"]
        if request_type in self.dead:
            raise RuntimeError("the process died")
        if (request_type, physical_id) in self.failing:
            put(
                event, Status="FAILED", Reason="told to", PhysicalResourceId=f"failed-{physical_id}"
            )
        else:
            put(event)
