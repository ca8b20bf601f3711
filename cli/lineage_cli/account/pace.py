"""The pace of a run: SageMaker throttles the lineage calls of a whole account at low rates."""

import threading
import time
from typing import Any


class CallPace:
    """Spaces the calls of the clients that it watches, each attempt of a retry as well.

    Parameters
    ----------
    calls_per_second
        How many there may be in a second, more than 0.

    Examples
    --------
    >>> CallPace(5.0).watch(boto3.client("sagemaker"))  # doctest: +SKIP
    """

    def __init__(self, calls_per_second: float) -> None:
        self._pause = 1 / calls_per_second
        self._next = time.monotonic()
        self._lock = threading.Lock()

    def watch(self, client: Any) -> None:
        """Space the calls of a boto3 client from now on."""
        client.meta.events.register("before-send", self._wait)

    def _wait(self, **_event: Any) -> None:
        with self._lock:
            now = time.monotonic()
            self._next = max(now, self._next) + self._pause
            wait = self._next - self._pause - now
        if wait > 0:
            time.sleep(wait)
