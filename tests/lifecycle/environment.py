"""Execution environments of the function, as Lambda keeps them: one request at a time in each."""

from __future__ import annotations

import importlib
import importlib.util
import queue
import sys
import threading
from pathlib import Path
from typing import Any

import lineage_handler
from local.lineage import Fault

from .cloudformation import Killed


class Environment:
    """One execution environment: the function's package under a name of its own.

    Attributes
    ----------
    modules
        The package's modules that tests shorten waits in, by their names.
    """

    def __init__(self, name: str = "lineage_handler") -> None:
        _load(name)
        self.modules: dict[str, Any] = {
            module: importlib.import_module(f"{name}.{module}")
            for module in ("duplicates", "index", "lineage", "patience", "searching", "transport")
        }
        self._is_dead = threading.Event()

    def shorten(self, **seconds: float) -> None:
        """Set waits, by the names of the constants, wherever they are."""
        for name, value in seconds.items():
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
        client.meta.events.register("response-received.sagemaker", self._die)

    def _forget(self) -> None:
        self._is_dead.clear()
        self.modules["duplicates"].memory.are_refused = None

    def kill(self, at: str, *, skip: int = 0, times: int = 1) -> Fault:
        """Make the fault that kills the process at a call, before or after it is committed."""
        return Fault(
            "reset",
            at="after" if at == "after" else "before",
            skip=skip,
            times=times,
            hook=self._is_dead.set,
        )

    def _die(self, **_: object) -> None:
        if self._is_dead.is_set():
            raise Killed


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


def _load(name: str) -> None:
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
