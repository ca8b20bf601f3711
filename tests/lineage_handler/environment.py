"""Execution environments of the function, as Lambda keeps them: one request at a time in each."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import queue
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import lineage_handler
from lineage_local.service import Fault

from .cloudformation import Killed
from .turns import Turns

# The process that has made a call is dead: the one, since no two calls are made at the same time.
_is_dead = threading.Event()


class Environment:
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
        The package's modules, by their names.
    """

    def __init__(self, name: str = "lineage_handler", turns: Turns | None = None) -> None:
        package = _load(name)
        self.modules: dict[str, Any] = {
            module.name: importlib.import_module(f"{name}.{module.name}")
            for module in pkgutil.iter_modules(package.__path__)
        }
        self._turns = turns
        if turns:
            for clock in ("time", "datetime"):
                self._set(clock, turns)

    def shorten(self, **seconds: float) -> None:
        """Set waits, by the names of the constants, wherever they are."""
        for name, value in seconds.items():
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
            If the process died on the way. The next request finds a new one.
        """
        try:
            self.modules["index"].handler(event, context)
        except Killed:
            self._forget()
            raise

    def start(self) -> None:
        """Start the process: with nothing in its memory, and a client of its own."""
        self._forget()
        self.modules["lineage"].sagemaker_client.cache_clear()
        client = self.modules["lineage"].sagemaker_client()
        client.meta.events.register("before-send.sagemaker", self._give_way)
        client.meta.events.register("response-received.sagemaker", self._die)

    def _forget(self) -> None:
        self.modules["duplicates"].memory.are_refused = None

    def _give_way(self, **_: object) -> None:
        if self._turns:
            self._turns.give_way()

    def _die(self, **_: object) -> None:
        if _is_dead.is_set():
            _is_dead.clear()
            raise Killed


def kill(at: str, *, skip: int = 0, times: int = 1) -> Fault:
    """Make the fault that kills the process at a call, before or after it is committed."""
    return Fault(
        "reset",
        at="after" if at == "after" else "before",
        skip=skip,
        times=times,
        hook=_is_dead.set,
    )


class Function:
    """The function: as many execution environments as requests come at a time."""

    def __init__(self, *environments: Environment) -> None:
        self._free: queue.LifoQueue[Environment] = queue.LifoQueue()
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
