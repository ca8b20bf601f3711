"""Holds the cdk CLI's polls, so that it sees at once what a stack has come to.

The CLI asks for a stack's status, and while that is in progress asks again every five seconds; no
option changes that. A small stack takes MiniStack a second.
"""

import asyncio
import re
import time

from hypercorn.typing import (
    ASGIFramework,
    ASGIReceiveCallable,
    ASGISendCallable,
    ASGISendEvent,
    HTTPScope,
    Scope,
)

from lineage_local.query_requests import header, is_query, read_body, repeated

# Below what clients and proxies wait for a response.
_HOLD_SECONDS = 20.0
_LOOK_SECONDS = 0.05
# The CLI takes a stack under review for a stable one.
_IN_PROGRESS = re.compile(rb"<StackStatus>(?!REVIEW)\w+_IN_PROGRESS</StackStatus>")


class HeldPolls:
    """An ASGI application in front of MiniStack.

    A DescribeStacks of the cdk CLI is answered once the stack is stable, or after 20 seconds. All
    other requests pass: whoever looks at a stack wants to see its progress.

    Parameters
    ----------
    application
        MiniStack.
    """

    def __init__(self, application: ASGIFramework) -> None:
        self._application = application

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Serve a request (ASGI)."""
        if scope["type"] != "http" or not _is_query_of_the_cli(scope):
            await self._application(scope, receive, send)
            return
        body = await read_body(receive)
        held = body.startswith(b"Action=DescribeStacks&")
        deadline = time.monotonic() + (_HOLD_SECONDS if held else 0)
        while True:
            response = await self._response(scope, body)
            in_progress = any(map(_shows_progress, response))
            if not in_progress or time.monotonic() > deadline:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        for event in response:
            await send(event)

    async def _response(self, scope: HTTPScope, body: bytes) -> list[ASGISendEvent]:
        """Return the application's response to one request."""
        events: list[ASGISendEvent] = []

        async def send(event: ASGISendEvent) -> None:
            events.append(event)

        await self._application(scope, repeated(body), send)
        return events


def _shows_progress(event: ASGISendEvent) -> bool:
    return event["type"] == "http.response.body" and bool(_IN_PROGRESS.search(event["body"]))


def _is_query_of_the_cli(scope: HTTPScope) -> bool:
    """Return whether the cdk CLI calls an operation of a query API, such as CloudFormation's."""
    return is_query(scope) and b"aws-cdk/" in header(scope, b"user-agent")
