"""The embedded cloud."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from lineage_local import bootstrap, cdk, environment, process, state
from lineage_local.cdk_cli import find_cdk
from lineage_local.client import AccountRegion, boto3_client, reached_environments
from lineage_local.errors import CloudDownError, CloudError
from lineage_local.folder import CloudFolder
from lineage_local.progress import Step, silent
from lineage_local.servers import Servers
from lineage_local.state import CloudState

FOLDER = Path(".local-cloud")
"""The folder of a project's cloud, in the folder of the project."""

EVERY_STACK = "**"
"""Has the cdk CLI select all stacks, those in stages too, which `--all` leaves out."""

_Self = TypeVar("_Self", bound="Cloud")


class Cloud:
    """An embedded cloud, whose state, logs and temporary files are in one folder.

    Clouds in different folders do not affect each other. What a cloud holds is in memory only: it
    is empty when it starts and lost when it stops.

    Parameters
    ----------
    folder
        The cloud's folder; created when needed. The project's folder is the current one.
    step
        Shows the steps that take long.

    Examples
    --------
    >>> with Cloud(tmp_path) as cloud:
    ...     cloud.cdk("deploy", "--all", app="python3 app.py", cwd=app_folder)
    ...     cloud.client("sagemaker").list_artifacts()
    """

    def __init__(self, folder: Path = FOLDER, step: Step = silent) -> None:
        self._folder = CloudFolder(folder.resolve())
        self._servers = Servers(self._folder)
        self._step = step

    @property
    def folder(self) -> Path:
        """The cloud's folder, as an absolute path."""
        return self._folder.path

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        return self._folder.logs

    def __enter__(self: _Self) -> _Self:
        """Start the cloud."""
        self.up()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop the cloud."""
        self.down()

    def up(self, port: int | None = None) -> None:
        """Start and bootstrap the cloud, unless it runs.

        If one of its servers, or both, ended without `down`, what is left is removed and a new,
        empty cloud started.

        Parameters
        ----------
        port
            MiniStack's port, 1 to 65534; the lineage service gets the next one. None for free ones.

        Raises
        ------
        MissingError
            If the cdk CLI can be neither found nor installed.
        CloudError
            If a server or the bootstrap fails, or the cloud runs on other ports.
        """
        template = find_cdk(Path.cwd(), self._step).bootstrap_template
        with self._folder.locked(self._step):
            found = self.running()
            if found and port not in (None, found.ministack.port):
                raise CloudError(
                    f"the embedded cloud runs on port {found.ministack.port}: stop it first, with"
                    " `sagemaker-lineage local down`"
                )
            if found:
                return
            if self.is_there():
                with self._step("Removing a cloud that ended without `down`"):
                    self._clear()
            try:
                with self._step("Starting MiniStack and the lineage service"):
                    started = self._servers.start(template, port)
                with self._step("Bootstrapping for the CDK"):
                    bootstrap.create(boto3_client(started, "cloudformation"), template)
            except BaseException:
                self._clear()
                raise
            started.write(self._folder.state)

    def down(self) -> None:
        """Stop the cloud, if it runs, and remove what it left except for the logs."""
        with self._folder.locked(self._step):
            self._clear()

    def is_there(self) -> bool:
        """Return whether anything of a cloud runs, or is left of one that ended without `down`."""
        return self._folder.state.exists() or bool(process.running(self.folder))

    def running(self) -> CloudState | None:
        """Return where the cloud runs, or None unless both of its servers run and respond."""
        found = state.read(self._folder.state)
        return found if found and self._servers.are_ready(found) else None

    def settings(self, current: Mapping[str, str] = os.environ) -> dict[str, str | None]:
        """Return the variables that point a client at this cloud; None for those to unset.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        found = self._found()
        return environment.client_settings(
            found.ministack.url, found.lineage.url, self._folder.cdk_home, current
        )

    def cdk(
        self,
        *arguments: str,
        app: str | None = None,
        cwd: Path | None = None,
        log: Path | None = None,
    ) -> int:
        """Run the cdk CLI against this cloud and return its exit code.

        Parameters
        ----------
        arguments
            The command and its options, for example ``"deploy", "--all"``.
        app
            The command line that runs the app, if not that of `cwd`'s ``cdk.json``.
        cwd
            The app's folder; None for the current one.
        log
            File for what the CLI prints, instead of the terminal.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        variables = {
            **environment.applied(self.settings(), os.environ),
            **cdk.variables(self._folder, os.environ),
        }
        if app is not None:
            arguments = (*arguments, "--app", app)
        folder = cwd or Path.cwd()
        command = (*find_cdk(folder, self._step).command, *arguments)
        return cdk.run(command, variables, cwd=folder, log=log)

    def client(
        self, service: str, account: str = environment.ACCOUNT, region: str = environment.REGION
    ) -> Any:
        """Return a boto3 client of this cloud, whatever the machine's own AWS settings are.

        Parameters
        ----------
        service
            As in ``boto3.client``, e.g. ``cloudformation``.
        account, region
            The account, of 12 digits, and the region that the client sees.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        return boto3_client(self._found(), service, account, region)

    def environments(self) -> list[AccountRegion]:
        """Return the accounts and regions that the CDK has come to, and the cloud's own.

        Raises
        ------
        CloudDownError
            If the cloud is not up.
        """
        return reached_environments(self._found())

    def _found(self) -> CloudState:
        found = state.read(self._folder.state)
        if found is None:
            raise CloudDownError
        return found

    def _clear(self) -> None:
        self._servers.stop()
        self._folder.clear()
