"""Runs MiniStack on loopback, with more resource types and rules, and as if behind a TLS proxy.

The bootstrap stack's bucket, like any with `enforce_ssl=True`, denies requests without TLS
(`aws:SecureTransport`), and MiniStack enforces that. Clients on loopback use plain HTTP, without
certificates; a proxy's header says that their requests came over TLS.
"""

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import cast

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from ministack.app import app as ministack  # type: ignore[import-untyped]

from lineage_local.change_sets import compare_references_and_outputs
from lineage_local.cloudformation_rules import enforce_cloudformation_rules
from lineage_local.native_types import register_native_types
from lineage_local.on_demand import BootstrapsOnDemand
from lineage_local.polls import HeldPolls


async def behind_tls(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Forward to MiniStack, each request as one that a TLS proxy forwarded (ASGI)."""
    if scope["type"] == "http":
        headers = [*scope["headers"], (b"x-forwarded-proto", b"https")]
        scope = cast(HTTPScope, {**scope, "headers": headers})
    await ministack(scope, receive, send)


def main(bootstrap_template: str) -> None:
    """Serve on MINISTACK_HOST and GATEWAY_PORT until SIGTERM.

    Parameters
    ----------
    bootstrap_template
        Path of the template with which accounts and regions are bootstrapped.
    """
    register_native_types()
    compare_references_and_outputs()
    enforce_cloudformation_rules()
    logging.getLogger("lineage_local").setLevel(logging.INFO)
    address = f"{os.environ['MINISTACK_HOST']}:{os.environ['GATEWAY_PORT']}"
    config = Config()
    config.bind = [address]
    polls = HeldPolls(behind_tls)
    application = BootstrapsOnDemand(polls, f"http://{address}", Path(bootstrap_template))
    asyncio.run(serve(application, config))


if __name__ == "__main__":
    main(sys.argv[1])
