"""What the service does wrong when it is told to."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from lineage_local.service.errors import ServiceError
from lineage_local.service.operations import OPERATIONS

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
    """The client is to see its connection reset, without an answer."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with a call.

    Parameters
    ----------
    outcome
        What the client gets in place of the answer: ``throttle`` (ThrottlingException, 400),
        ``error`` (InternalFailure, 500), ``unavailable`` (ServiceUnavailable, 503), ``conflict``
        (ConflictException, 400), ``access_denied`` (AccessDeniedException, 400) or ``reset`` (the
        connection is reset without an answer). Without it, the client gets the answer.
    operation
        The operation that it happens to, e.g. ``CreateArtifact``; any, if none is given.
    at
        Whether it happens ``before`` the request is processed, which then it is not if there is
        an outcome, or ``after`` its effect is committed: with an outcome, the answer is lost.
    times
        The number of calls that it happens to, at least 1.
    skip
        The number of calls that it lets pass first.
    delay_seconds
        How long the call is held up, before the outcome or the answer.
    hook
        Called first, from the service's thread, so that a test can change something between two
        calls or while one is under way. It may use the service itself.

    Raises
    ------
    ValueError
        If the service knows no such operation, or a number is too small.

    Examples
    --------
    The third call, whichever it is, takes effect and its answer is lost:

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

    def happen(self) -> None:
        """Do to a call what is to happen to it.

        Raises
        ------
        ServiceError
            What the client is to get as its answer.
        ConnectionLost
            If it is to get none.
        """
        if self.hook:
            self.hook()
        time.sleep(self.delay_seconds)
        if self.outcome == "reset":
            raise ConnectionLost
        if self.outcome:
            raise ServiceError(*_ERRORS[self.outcome])


class Faults:
    """The faults that are still to happen, in their order.

    A call passes them one by one and meets the first that is for its operation and has nothing
    left to skip; those behind it neither happen to this call nor count it.

    Examples
    --------
    >>> service.faults.add(Fault("throttle", "CreateArtifact", times=3))
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: list[Fault] = []

    @property
    def pending(self) -> list[Fault]:
        """Those that are still to happen, with the times and skips that are left."""
        with self._lock:
            return list(self._pending)

    def add(self, *faults: Fault) -> None:
        """Let these happen too, after those that are pending."""
        with self._lock:
            self._pending += faults

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self.replace([])

    def replace(self, faults: Iterable[Fault]) -> None:
        """Let these happen in the place of those that are pending."""
        with self._lock:
            self._pending = list(faults)

    def meet(self, operation: str) -> Fault | None:
        """Give the fault that a call of this operation meets, and count it."""
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
        Tokens that come in a second; without it there is no limit.
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
