"""The embedded cloud: two servers that belong together, in one folder."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

from lineage_local import cdk, environment, process, state
from lineage_local.errors import CloudDownError, CloudError
from lineage_local.preflight import ROOT, check_cdk
from lineage_local.state import Server, State

FOLDER = ROOT / ".local-cloud"

_MINISTACK_READY = "/_ministack/ready"
_LINEAGE_READY = "/_lineage/ready"
_ATTEMPTS = 3

Step = Callable[[str], AbstractContextManager[None]]


def _silent(_message: str) -> AbstractContextManager[None]:
    return nullcontext()


class Cloud:
    """An embedded cloud, whose state, logs and temporary files live in one folder.

    Clouds in different folders do not touch each other. What one holds is in memory only: it
    starts empty and ends with `down`.

    Parameters
    ----------
    folder
        Where it lives; made when needed.
    step
        Is given a line of text for each step that takes long, and is a context while it lasts.

    Example
    -------
    >>> with Cloud(tmp_path) as cloud:
    ...     cloud.cdk("deploy", "--all", app="python3 app.py", cwd=app_folder)
    ...     cloud.client("sagemaker").list_artifacts()
    """

    def __init__(self, folder: Path = FOLDER, step: Step = _silent) -> None:
        self.folder = folder.resolve()
        self.logs = self.folder / "logs"
        self._private = self.folder / "tmp"
        self._cdk_home = self.folder / "cdk-home"
        self._cdk_out = self.folder / "cdk.out"
        self._state_file = self.folder / "state.json"
        self._step = step
        # Processes that this object started, to be waited for when they end.
        self._children: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Cloud":
        """Start the cloud."""
        self.up()
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the cloud."""
        self.down()

    def up(self) -> None:
        """Start and bootstrap the cloud, unless it is up.

        A cloud that crashed, wholly or in part, is cleared away and a new, empty one started.

        Raises
        ------
        MissingError
            If the cdk CLI is not installed.
        CloudError
            If a server or the bootstrap fails.
        """
        check_cdk()
        with self._locked():
            if self.running():
                return
            if self._state_file.exists() or process.marked(self.folder):
                with self._step("Clearing away a cloud that ended without `down`"):
                    self._clear()
            try:
                started = self._start()
                self._bootstrap(started)
            except BaseException:
                self._clear()
                raise
            started.write(self._state_file)

    def down(self) -> None:
        """End the cloud and remove what it left, but for the logs. No harm if it is down."""
        with self._locked():
            self._clear()

    def running(self) -> State | None:
        """Return where the cloud runs, or None unless both of its servers live and answer."""
        found = state.read(self._state_file)
        return found if found and self._alive(found) else None

    def settings(self, current: Mapping[str, str] = os.environ) -> dict[str, str | None]:
        """Return the variables that point a client at this cloud; None for those to unset.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        return self._settings(self._found(), current)

    def cdk(
        self, *arguments: str, app: str | None = None, cwd: Path = ROOT, log: Path | None = None
    ) -> int:
        """Run the cdk CLI against this cloud and return its exit code.

        Parameters
        ----------
        arguments
            The command and its options, for example `"deploy", "--all"`.
        app
            The command line that runs the app, if not that of `cwd`'s `cdk.json`.
        cwd
            The app's folder.
        log
            File that takes what the CLI prints, instead of the terminal.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        return self._cdk(self._found(), arguments, app=app, cwd=cwd, log=log)

    def client(self, service: str) -> Any:
        """Return a boto3 client of this cloud, whatever the machine's own AWS settings are.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        found = self._found()
        account = environment.account_settings()
        session = botocore.session.Session(
            session_vars={
                "profile": (None, None, None, None),
                "config_file": (None, None, account["AWS_CONFIG_FILE"], None),
                "credentials_file": (None, None, account["AWS_SHARED_CREDENTIALS_FILE"], None),
            }
        )
        return boto3.Session(
            aws_access_key_id=account["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=account["AWS_SECRET_ACCESS_KEY"],
            region_name=environment.REGION,
            botocore_session=session,
        ).client(
            service,  # type: ignore[call-overload]
            endpoint_url=(found.lineage if service == "sagemaker" else found.ministack).url,
            config=Config(proxies={}, use_fips_endpoint=False, use_dualstack_endpoint=False),
        )

    def _found(self) -> State:
        found = state.read(self._state_file)
        if found is None:
            raise CloudDownError
        return found

    def _alive(self, found: State) -> bool:
        return (
            {found.ministack.pid, found.lineage.pid} <= process.marked(self.folder)
            and process.answers(found.ministack.port, _MINISTACK_READY)
            and process.answers(found.lineage.port, _LINEAGE_READY)
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes from starting or ending the same cloud meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                with self._step("Waiting for another `python -m lineage_local` in this folder"):
                    fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> State:
        self.logs.mkdir(exist_ok=True)
        self._private.mkdir(exist_ok=True)
        with self._step("Starting MiniStack and the lineage service"):
            for _attempt in range(_ATTEMPTS):
                # Between looking for a free port and listening on it, another may take it.
                ministack_port, lineage_port = process.free_ports(2)
                started = self._start_on(ministack_port, lineage_port)
                if started:
                    return started
                process.stop(self.folder)
        raise CloudError(f"ports were taken {_ATTEMPTS} times in a row: try again")

    def _start_on(self, ministack_port: int, lineage_port: int) -> State | None:
        """Start both servers; return None if one of them lost its port to another program."""
        # MiniStack knows the function's role, which the lineage service enforces.
        iam_endpoint = f"http://{process.LOOPBACK}:{ministack_port}"
        lineage = self._start_server(
            "lineage",
            ["lineage_local.service", "--port", str(lineage_port), "--iam-endpoint", iam_endpoint],
            lineage_port,
            {},
        )
        ministack = self._start_server(
            "ministack",
            ["lineage_local.ministack"],
            ministack_port,
            environment.ministack_environment(ministack_port, lineage.url, self._private),
        )
        ready = self._wait_ready("lineage", lineage, _LINEAGE_READY) and self._wait_ready(
            "ministack", ministack, _MINISTACK_READY
        )
        return State(ministack, lineage, started=time.time()) if ready else None

    def _start_server(
        self, name: str, module: list[str], port: int, extra: Mapping[str, str]
    ) -> Server:
        variables = {**environment.server_environment(os.environ, self._private), **extra}
        child = process.start(
            [sys.executable, "-m", *module], variables, self.folder, ROOT, self._log(name)
        )
        self._children[child.pid] = child
        return Server(child.pid, port)

    def _wait_ready(self, name: str, server: Server, path: str) -> bool:
        """Return True if the server is ready, False if it ended because its port was taken."""
        child = self._children[server.pid]
        if process.wait_ready(child, server, path, self._log(name)):
            return True
        if process.is_free(server.port):
            raise CloudError(f"{name} ended with code {child.returncode}", self._log(name))
        return False

    def _bootstrap(self, started: State) -> None:
        log = self._log("bootstrap")
        target = f"aws://{environment.ACCOUNT}/{environment.REGION}"
        with self._step("Bootstrapping for the CDK"):
            # Outside of the repository, so that no app is synthesised for it.
            code = self._cdk(started, ("bootstrap", target), cwd=self._private, log=log)
        if code:
            raise CloudError(f"`cdk bootstrap` ended with code {code}", log)
        if not self._alive(started):
            raise CloudError(f"a server ended while bootstrapping: see {self.logs}")

    def _cdk(
        self,
        found: State,
        arguments: tuple[str, ...],
        *,
        app: str | None = None,
        cwd: Path,
        log: Path | None,
    ) -> int:
        settings = {
            **environment.applied(self._settings(found, os.environ), os.environ),
            process.MARK: str(self.folder),
            "TMPDIR": str(self._private),
            # The CLI reads its options from the environment too; the command line comes first.
            "CDK_OUTPUT": str(self._cdk_out),
        }
        if app is not None:
            arguments = (*arguments, "--app", app)
        return cdk.run(arguments, settings, cwd=cwd, log=log)

    def _settings(self, found: State, current: Mapping[str, str]) -> dict[str, str | None]:
        return environment.client_settings(
            found.ministack.url, found.lineage.url, self._cdk_home, current
        )

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _clear(self) -> None:
        """End all processes and remove all files, but for the logs and the lock."""
        process.stop(self.folder)
        while self._children:
            self._children.popitem()[1].wait()
        self._state_file.unlink(missing_ok=True)
        for folder in (self._private, self._cdk_home, self._cdk_out):
            shutil.rmtree(folder, ignore_errors=True)
