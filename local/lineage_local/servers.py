"""The two servers of an embedded cloud: MiniStack and the lineage service."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from lineage_local import environment, ports, process
from lineage_local.errors import CloudError
from lineage_local.folder import CloudFolder
from lineage_local.state import CloudState, Server

_READY_PATHS = {"ministack": "/_ministack/ready", "lineage": "/_lineage/ready"}
_READY_SECONDS = 60.0
_POLL_SECONDS = 0.05
_ATTEMPTS = 3


class Servers:
    """The servers of the cloud in one folder.

    Parameters
    ----------
    folder
        The cloud's folder.
    """

    def __init__(self, folder: CloudFolder) -> None:
        self._folder = folder
        # The processes that this object started, to be waited for when they are stopped.
        self._children: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, bootstrap_template: Path, port: int | None = None) -> CloudState:
        """Start both servers, and wait until they are ready.

        Parameters
        ----------
        bootstrap_template
            The template with which MiniStack's accounts and regions are bootstrapped.
        port
            MiniStack's port; the lineage service gets the next one. None for free ones.

        Raises
        ------
        CloudError
            If a server ends or is not ready within a minute, or other programs have the ports: the
            given ones, or free ones three times in a row.
        """
        self._folder.create()
        if port is not None:
            started = self._start_on(port, port + 1, bootstrap_template)
            if started:
                return started
            raise CloudError(f"another program has port {port} or {port + 1}: choose another port")
        for _attempt in range(_ATTEMPTS):
            # Another program can take a free port before the server listens on it.
            ministack_port, lineage_port = ports.free_ports(2)
            started = self._start_on(ministack_port, lineage_port, bootstrap_template)
            if started:
                return started
            self.stop()
        raise CloudError(f"ports were taken {_ATTEMPTS} times in a row: try again")

    def are_ready(self, state: CloudState) -> bool:
        """Return whether both servers run in this folder and respond."""
        return (
            {state.ministack.pid, state.lineage.pid} <= process.running(self._folder.path)
            and ports.responds(state.ministack.port, _READY_PATHS["ministack"])
            and ports.responds(state.lineage.port, _READY_PATHS["lineage"])
        )

    def stop(self) -> None:
        """Stop every process of the cloud, whichever process started it."""
        process.stop(self._folder.path)
        while self._children:
            self._children.popitem()[1].wait()

    def _start_on(
        self, ministack_port: int, lineage_port: int, bootstrap_template: Path
    ) -> CloudState | None:
        """Start both servers; return None if another program took a port."""
        # MiniStack knows the function's role, which the lineage service enforces.
        iam_endpoint = f"http://{ports.LOOPBACK}:{ministack_port}"
        service = ("lineage_local.service", "--port", str(lineage_port))
        lineage = self._start_server(
            "lineage", [*service, "--iam-endpoint", iam_endpoint], lineage_port, {}
        )
        ministack = self._start_server(
            "ministack",
            ["lineage_local.ministack", str(bootstrap_template)],
            ministack_port,
            environment.ministack_environment(ministack_port, lineage.url, self._folder.temporary),
        )
        ready = self._wait_until_ready("lineage", lineage) and self._wait_until_ready(
            "ministack", ministack
        )
        return CloudState(ministack, lineage, started=time.time()) if ready else None

    def _start_server(
        self, name: str, module: Sequence[str], port: int, extra: Mapping[str, str]
    ) -> Server:
        variables = environment.server_environment(os.environ, self._folder.temporary)
        child = process.start(
            [sys.executable, "-m", *module],
            {**variables, **extra},
            self._folder.path,
            self._folder.path,
            self._folder.log(name),
        )
        self._children[child.pid] = child
        return Server(child.pid, port)

    def _wait_until_ready(self, name: str, server: Server) -> bool:
        """Return True once the server is ready, False if it ended because its port was taken.

        The program that took the port may respond too, if it is another cloud's server. So the
        log counts as well: each server writes its URL once it listens.
        """
        child, log = self._children[server.pid], self._folder.log(name)
        deadline = time.monotonic() + _READY_SECONDS
        while child.poll() is None:
            listens = server.url.encode() in log.read_bytes()
            if listens and ports.responds(server.port, _READY_PATHS[name]):
                return True
            if time.monotonic() > deadline:
                raise CloudError(f"{server.url} is not ready after {_READY_SECONDS:.0f} s", log)
            time.sleep(_POLL_SECONDS)
        if ports.is_free(server.port):
            raise CloudError(f"{name} ended with code {child.returncode}", log)
        return False
