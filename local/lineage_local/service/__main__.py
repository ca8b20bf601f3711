"""Runs the service as a process: ``python -m lineage_local.service --port 4600``."""

import argparse
import logging
import signal
import sys

from lineage_local.service.function_roles import FunctionRoles
from lineage_local.service.server import LineageService


def main() -> int:
    """Serve until SIGTERM or SIGINT; return the exit code, 1 if the port is not free."""
    parser = argparse.ArgumentParser(
        prog="python -m lineage_local.service",
        description="The SageMaker lineage service, on 127.0.0.1.",
    )
    parser.add_argument("--port", type=int, required=True, help="TCP port; 0 for a free one")
    parser.add_argument(
        "--iam-endpoint",
        metavar="URL",
        help="endpoint of Lambda and IAM: the roles of its functions are enforced",
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    endpoint = arguments.iam_endpoint
    principal_of = FunctionRoles(endpoint) if endpoint else None
    try:
        service = LineageService(arguments.port, principal_of=principal_of)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"error: cannot listen on port {arguments.port}: {error}\n")
        return 1
    logging.info("listening on %s", service.endpoint_url)
    try:
        service.serve()
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
