"""The folder of one embedded cloud: its state, logs and temporary files."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lineage_local.progress import Step


@dataclass(frozen=True)
class CloudFolder:
    """The files of one embedded cloud.

    Parameters
    ----------
    path
        An absolute path, without symbolic links: it marks the cloud's processes.
    """

    path: Path

    @property
    def logs(self) -> Path:
        """Folder of the logs, which stay when the cloud is stopped."""
        return self.path / "logs"

    @property
    def temporary(self) -> Path:
        """Home and temporary folder of the servers, and temporary folder of the cdk CLI."""
        return self.path / "tmp"

    @property
    def cdk_home(self) -> Path:
        """What the cdk CLI caches from run to run."""
        return self.path / "cdk-home"

    @property
    def cdk_out(self) -> Path:
        """The cloud assembly of the app that was synthesised last."""
        return self.path / "cdk.out"

    @property
    def jsii_cache(self) -> Path:
        """What jsii caches, if it cannot do so in the user's home."""
        return self.path / "jsii-cache"

    @property
    def state(self) -> Path:
        """The file that says where the cloud runs."""
        return self.path / "state.json"

    def log(self, name: str) -> Path:
        """Return the path of a log, e.g. of ``ministack``."""
        return self.logs / f"{name}.log"

    def create(self) -> None:
        """Create the folders that the servers write to, where git does not see them."""
        for folder in (self.logs, self.temporary):
            folder.mkdir(exist_ok=True)
        (self.path / ".gitignore").write_text("*\n")

    def clear(self) -> None:
        """Remove everything but the logs, the lock and what hides them from git."""
        self.state.unlink(missing_ok=True)
        for folder in (self.temporary, self.cdk_home, self.cdk_out, self.jsii_cache):
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, step: Step) -> Iterator[None]:
        """Keep other processes from starting or stopping the same cloud.

        Parameters
        ----------
        step
            Shows that another process has the lock, while it has it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                with step("Waiting for another `sagemaker-lineage local` in this folder"):
                    fcntl.flock(lock, fcntl.LOCK_EX)
            yield
