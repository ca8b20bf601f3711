"""Requests of AWS's query protocol, which CloudFormation and STS speak, as ASGI has them."""

from hypercorn.typing import ASGIReceiveCallable, ASGIReceiveEvent, HTTPScope, Scope


def is_query(scope: Scope) -> bool:
    """Return whether a request calls an operation of a query API."""
    return scope["type"] == "http" and header(scope, b"content-type").startswith(
        b"application/x-www-form-urlencoded"
    )


def header(scope: HTTPScope, name: bytes) -> bytes:
    """Return a header of a request, empty if it has none of that name."""
    return dict(scope["headers"]).get(name, b"")


async def read_body(receive: ASGIReceiveCallable) -> bytes:
    """Return the whole body of a request."""
    parts = []
    while True:
        event = await receive()
        if event["type"] != "http.request":
            break
        parts.append(event["body"])
        if not event["more_body"]:
            break
    return b"".join(parts)


def repeated(body: bytes) -> ASGIReceiveCallable:
    """Return what receives a body that was read before."""

    async def receive() -> ASGIReceiveEvent:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
