"""The function as Lambda runs it: execution environments, deadlines, and repeated deliveries."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import pkgutil
import queue
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import lineage_handler

from .clock import Clock, RealClock
from .concurrency import Concurrency
from .faults import Killed, raise_if_killed
from .turns import Turns

Handler = Callable[[dict[str, Any], Any], object]

# Lambda delivers an asynchronous event up to three times.
DELIVERIES = 3


@dataclass
class LambdaContext:
    """Lambda's context object, with a deadline of its own."""

    timeout_seconds: float
    clock: Clock = field(default_factory=RealClock)
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def __post_init__(self) -> None:
        self._ends = self.clock.monotonic() + self.timeout_seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds before Lambda ends the invocation."""
        return max(int((self._ends - self.clock.monotonic()) * 1000), 0)


@dataclass
class Delivery:
    """How Lambda delivers events to a function.

    Attributes
    ----------
    timeout_seconds
        The function's timeout: then its process is killed.
    redelivery_seconds
        How long Lambda waits before it delivers an event again, and half as long as before the last
        time; a minute in truth.
    event_age_seconds
        How old an event can be that is delivered.
    concurrency
        How many events are delivered at a time.
    """

    timeout_seconds: float
    redelivery_seconds: float
    event_age_seconds: float
    concurrency: Concurrency

    def deliver(self, event: dict[str, Any], handler: Handler, clock: Clock) -> bool:
        """Invoke the function until an invocation ends well; return whether one did."""
        sent = clock.monotonic()
        for number in range(DELIVERIES):
            if number:
                clock.sleep(self.redelivery_seconds * number)
            age = clock.monotonic() - sent
            with self.concurrency.invocation(clock, self.event_age_seconds - age) as is_delivered:
                if not is_delivered:
                    return False
                try:
                    with clock.deadline(self.timeout_seconds):
                        context = LambdaContext(self.timeout_seconds, clock)
                        handler(json.loads(json.dumps(event)), context)
                except (Exception, Killed):  # noqa: BLE001, S112 (Lambda does not ask what it was)
                    continue
                return True
        return False


class ExecutionEnvironment:
    """One execution environment: the function's package under a name of its own.

    Parameters
    ----------
    name
        The package's.
    turns
        What gives the time, and turns between environments; without it, time is what it is.

    Attributes
    ----------
    modules
        The package's modules, by their names within it.
    """

    def __init__(self, name: str = "lineage_handler", turns: Turns | None = None) -> None:
        package = _load(name)
        self.modules: dict[str, Any] = {
            module.name.removeprefix(f"{name}."): importlib.import_module(module.name)
            for module in pkgutil.walk_packages(package.__path__, f"{name}.")
        }
        self._turns = turns
        if turns:
            self._set("time", turns)
            self._set("datetime", turns.datetime)

    def skew_clock(self, seconds: float) -> None:
        """Let the environment's date be some seconds ahead of everybody else's, or behind."""
        assert self._turns
        self._set("datetime", self._turns.skewed_datetime(seconds))

    def set_constants(self, **values: float) -> None:
        """Set constants of the package, by their names, wherever they are."""
        for name, value in values.items():
            self._set(name, value)

    def _set(self, name: str, value: object) -> None:
        modules = [module for module in self.modules.values() if name in vars(module)]
        assert modules, f"no module has {name}"
        for module in modules:
            setattr(module, name, value)

    def __call__(self, event: dict[str, Any], context: object) -> None:
        """Serve one request.

        Raises
        ------
        Killed
            If the process died on the way.
        """
        self.modules["index"].handler(event, context)

    def start(self) -> None:
        """Start the process.

        Its client is that of the package's last process, if that called the same service: it takes
        longer to make a client than to serve a request.
        """
        make_client = self.modules["sagemaker.client"].sagemaker_client
        if make_client().meta.endpoint_url != os.environ["AWS_ENDPOINT_URL_SAGEMAKER"]:
            make_client.cache_clear()
        events = make_client().meta.events
        for event, listener in (
            ("before-send.sagemaker", self._before_call),
            ("response-received.sagemaker", self._after_call),
        ):
            events.unregister(event, unique_id=event)
            events.register(event, listener, unique_id=event)

    def _before_call(self, **_: object) -> None:
        if self._turns:
            self._turns.give_way()

    def _after_call(self, **_: object) -> None:
        raise_if_killed()
        if self._turns:
            self._turns.raise_if_late()


class Function:
    """The function: as many execution environments as requests come at a time."""

    def __init__(self, *environments: Handler) -> None:
        self._free: queue.LifoQueue[Handler] = queue.LifoQueue()
        for environment in environments:
            self._free.put(environment)

    def __call__(self, event: dict[str, Any], context: object) -> None:
        """Serve a request in the environment that is free."""
        environment = self._free.get()
        try:
            environment(event, context)
        finally:
            self._free.put(environment)


def _load(name: str) -> ModuleType:
    """Load the function's package under another name, beside itself."""
    if name not in sys.modules:
        folder = Path(lineage_handler.__path__[0])
        spec = importlib.util.spec_from_file_location(
            name, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
