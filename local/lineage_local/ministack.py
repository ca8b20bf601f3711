"""Runs MiniStack on loopback, with a few more types, and as if TLS ended in front of it.

The bootstrap stack's bucket, like any with `enforce_ssl=True`, denies requests without TLS
(`aws:SecureTransport`), and MiniStack enforces that. Nothing on loopback needs TLS, so that
clients can do without certificates; a proxy's header says that they came over it.
"""

import asyncio
import os
from typing import cast

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from ministack.app import app as ministack  # type: ignore[import-untyped]

from lineage_local.native_types import add_native_types


async def behind_tls(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Pass everything on to MiniStack, each request as one that a TLS proxy forwarded."""
    if scope["type"] == "http":
        headers = [*scope["headers"], (b"x-forwarded-proto", b"https")]
        scope = cast(HTTPScope, {**scope, "headers": headers})
    await ministack(scope, receive, send)


def main() -> None:
    """Serve on the port that GATEWAY_PORT names, until SIGTERM."""
    add_native_types()
    config = Config()
    config.bind = [f"{os.environ['MINISTACK_HOST']}:{os.environ['GATEWAY_PORT']}"]
    asyncio.run(serve(behind_tls, config))


if __name__ == "__main__":
    main()
