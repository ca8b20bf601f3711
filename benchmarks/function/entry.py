"""Runs in a process of its own: imports a handler as Lambda does, then serves requests.

``python entry.py lineage_handler.index handler``: writes a line when it runs, one when the handler
is imported, and one for each request that comes in as a line: milliseconds, and those of the
processor. It imports no more than Lambda's runtime has imported before it imports a handler.
"""

import importlib
import json
import logging
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

TIMEOUT_SECONDS = 60


class InvocationContext:
    """Lambda's context object."""

    function_name = "function"

    def __init__(self) -> None:
        self.aws_request_id = str(uuid.uuid4())
        self._ends = time.monotonic() + TIMEOUT_SECONDS

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds before the function's time is up."""
        return int(1e3 * (self._ends - time.monotonic()))


def answer(*values: float) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def spent(call: Callable[..., Any], *arguments: object) -> Any:
    """Call something, write what it took, and return what it returned."""
    passed, processor = time.perf_counter(), time.process_time()
    result = call(*arguments)
    answer(1e3 * (time.perf_counter() - passed), 1e3 * (time.process_time() - processor))
    return result


answer(0, 1e3 * time.process_time())
logging.root.addHandler(logging.StreamHandler())
module, name = sys.argv[1:]
handler = getattr(spent(importlib.import_module, module), name)
for line in sys.stdin:
    spent(handler, json.loads(line), InvocationContext())
