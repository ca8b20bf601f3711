"""Runs MiniStack on loopback, with a few more resource types, and as if behind a TLS proxy.

The bootstrap stack's bucket, like any with `enforce_ssl=True`, denies requests without TLS
(`aws:SecureTransport`), and MiniStack enforces that. Clients on loopback use plain HTTP, without
certificates; a proxy's header says that their requests came over TLS.
"""

import asyncio
import os
from typing import cast

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from ministack.app import app as ministack  # type: ignore[import-untyped]

from lineage_local.native_types import register_native_types
from lineage_local.polls import HeldPolls


async def behind_tls(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Forward to MiniStack, each request as one that a TLS proxy forwarded (ASGI)."""
    if scope["type"] == "http":
        headers = [*scope["headers"], (b"x-forwarded-proto", b"https")]
        scope = cast(HTTPScope, {**scope, "headers": headers})
    await ministack(scope, receive, send)


def main() -> None:
    """Serve on MINISTACK_HOST and GATEWAY_PORT until SIGTERM."""
    register_native_types()
    config = Config()
    config.bind = [f"{os.environ['MINISTACK_HOST']}:{os.environ['GATEWAY_PORT']}"]
    asyncio.run(serve(HeldPolls(behind_tls), config))


if __name__ == "__main__":
    main()
