"""Faults that the service injects into calls, and the rate at which it throttles."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from lineage_local.service.operations import OPERATIONS
from lineage_local.service.protocol.errors import ServiceError

Outcome = Literal["throttle", "error", "unavailable", "conflict", "access_denied", "reset"]

# The common errors of the API reference, and the ConflictException of the model.
_ERRORS = {
    "throttle": ("ThrottlingException", "Rate exceeded", 400),
    "error": ("InternalFailure", "An internal failure occurred", 500),
    "unavailable": ("ServiceUnavailable", "The service is unavailable", 503),
    "conflict": ("ConflictException", "There was a conflict", 400),
    "access_denied": ("AccessDeniedException", "Access is denied", 400),
}


class ConnectionLost(ConnectionError):
    """The connection is to be reset without a response."""


@dataclass(frozen=True)
class Fault:
    """A fault to inject into calls.

    Parameters
    ----------
    outcome
        What the client gets instead of the response: ``throttle`` (ThrottlingException, 400),
        ``error`` (InternalFailure, 500), ``unavailable`` (ServiceUnavailable, 503), ``conflict``
        (ConflictException, 400), ``access_denied`` (AccessDeniedException, 400) or ``reset`` (the
        connection is reset). Without an outcome, the client gets the response.
    operation
        The operation whose calls get the fault, e.g. ``CreateArtifact``; None for all.
    at
        ``before`` the request is processed (with an outcome, it is not processed at all), or
        ``after`` its effect is committed (with an outcome, the response is lost).
    times
        The number of calls that get the fault, at least 1.
    skip
        The number of calls that pass first.
    delay_seconds
        How long the call waits before the outcome or the response.
    hook
        Called first, from the service's thread, so that a test can change something between two
        calls or during one. It may call the service itself.

    Raises
    ------
    ValueError
        If the service has no such operation, or a number is too small.

    Examples
    --------
    The third call, of any operation, takes effect and its response is lost:

    >>> Fault("reset", at="after", skip=2)

    Each of the next two ListTags takes a second:

    >>> Fault(operation="ListTags", delay_seconds=1, times=2)
    """

    outcome: Outcome | None = None
    operation: str | None = None
    at: Literal["before", "after"] = "before"
    times: int = 1
    skip: int = 0
    delay_seconds: float = 0.0
    hook: Callable[[], object] | None = None

    def __post_init__(self) -> None:
        if self.operation not in (None, *OPERATIONS):
            raise ValueError(
                f"operation is {self.operation!r}, allowed are {', '.join(OPERATIONS)}"
            )
        for name, number, minimum in (
            ("times", self.times, 1),
            ("skip", self.skip, 0),
            ("delay_seconds", self.delay_seconds, 0),
        ):
            if number < minimum:
                raise ValueError(f"{name} is {number}, at least {minimum} is allowed")

    def inject(self) -> None:
        """Inject the fault into the call that runs on this thread.

        Raises
        ------
        ServiceError
            The client's response.
        ConnectionLost
            If the client is to get no response.
        """
        if self.hook:
            self.hook()
        time.sleep(self.delay_seconds)
        if self.outcome == "reset":
            raise ConnectionLost
        if self.outcome:
            raise ServiceError(*_ERRORS[self.outcome])


class Faults:
    """The pending faults, in order.

    A call gets the first one that is for its operation and has nothing left to skip. The faults
    after it neither apply to this call nor count it.

    Examples
    --------
    >>> service.faults.add(Fault("throttle", "CreateArtifact", times=3))
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: list[Fault] = []

    @property
    def pending(self) -> list[Fault]:
        """The pending faults, with the times and skips that are left."""
        with self._lock:
            return list(self._pending)

    def add(self, *faults: Fault) -> None:
        """Add faults after those that are pending."""
        with self._lock:
            self._pending += faults

    def clear(self) -> None:
        """Remove all pending faults."""
        self.replace([])

    def replace(self, faults: Iterable[Fault]) -> None:
        """Replace the pending faults by these."""
        with self._lock:
            self._pending = list(faults)

    def take(self, operation: str) -> Fault | None:
        """Return the fault for a call of this operation, and count the call."""
        with self._lock:
            for number, fault in enumerate(self._pending):
                if fault.operation not in (None, operation):
                    continue
                if fault.skip:
                    self._pending[number] = replace(fault, skip=fault.skip - 1)
                    continue
                left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                self._pending[number : number + 1] = left
                return fault
        return None


@dataclass
class Rate:
    """A limit on calls a second: a token bucket that holds the tokens of one second.

    Parameters
    ----------
    per_second
        Tokens added each second; None for no limit.
    """

    per_second: float | None
    _tokens: float = field(init=False)
    _filled: float = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._tokens = self._capacity
        self._filled = time.monotonic()

    @property
    def _capacity(self) -> float:
        return max(self.per_second or 0.0, 1.0)

    def take(self) -> None:
        """Take a token for a call.

        Raises
        ------
        ServiceError
            ``ThrottlingException`` if there is none.
        """
        if self.per_second is None:
            return
        with self._lock:
            moment = time.monotonic()
            gained = (moment - self._filled) * self.per_second
            self._tokens = min(self._capacity, self._tokens + gained)
            self._filled = moment
            if self._tokens < 1:
                raise ServiceError(*_ERRORS["throttle"])
            self._tokens -= 1
